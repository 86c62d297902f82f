using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Inventory;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Findings;
using FuncGateway.Policies.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Inventory;

/// <summary>Classifies tools that no registered server has.</summary>
internal sealed class ClassifyEndpoint
{
    private const string Accepted = "a list of 1 to 2000 objects as in 'tools/list', each with a name";
    private const int MaxName = 512;

    // A finding repeats the name of the tool and quotes what was found, so the answer can be many times as large as the request.
    private const int MaxFindings = 10_000;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("classifyDefinitions", "POST", "/api/tools/classify", Right.See, "Returns class, risk, findings and recommended rule of each of the given tool definitions. Keeps nothing.") { IsQuestion = true, Body = InventoryViewJson.Default.DefinitionsBody, Answer = InventoryViewJson.Default.ListingClassifiedTool, Statuses = [200, 400, 413, 415, 422] },
            ClassifyAsync);

    private static async Task<IResult> ClassifyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, ScanBounds.MaxBytes, context.RequestAborted);
        if (bytes.Refusal is { } unreadable)
        {
            return unreadable;
        }

        if (!BodyFields.TryParse(bytes.Bytes, ["tools"], out var fields, out var refusal, InventoryJson.MaxDepth))
        {
            return refusal;
        }

        var tools = ReadTools(fields);
        if (fields.Refusal is { } mistakes)
        {
            return mistakes;
        }

        var found = ToolFindings.Find(tools, []);
        if (found.Count > MaxFindings)
        {
            return Problems.Unprocessable("/tools", $"There are {found.Count} findings. Accepted: tools with at most {MaxFindings} findings together; send fewer at a time.");
        }

        var findings = found.ToLookup(finding => finding.Tool, StringComparer.Ordinal);
        var views = tools.Select(tool => DefinitionView.Of(tool, ToolClassifier.Classify(tool), [.. findings[tool.Name]])).ToArray();
        return new JsonReply<Listing<DefinitionView>>(StatusCodes.Status200OK, new(views), InventoryViewJson.Default.ListingClassifiedTool);
    }

    private static List<ToolDefinition> ReadTools(BodyFields fields)
    {
        var tools = new List<ToolDefinition>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, entry) in fields.Elements("tools", ScanBounds.MaxEntries, Accepted).Index())
        {
            if (!ToolDefinition.TryRead(entry, out var tool, out var problem))
            {
                fields.Refuse($"{char.ToUpperInvariant(problem[0])}{problem[1..]}.", "tools", $"{index}");
            }
            else if (tool.Name.Length > MaxName)
            {
                fields.Refuse($"The name has {tool.Name.Length} characters. Accepted: at most {MaxName}.", "tools", $"{index}", "name");
            }
            else if (!places.TryAdd(tool.Name, index))
            {
                fields.Refuse($"The name '{tool.Name}' is also that of /tools/{places[tool.Name]}. Accepted: each name once.", "tools", $"{index}", "name");
            }
            else
            {
                tools.Add(tool);
            }
        }

        return tools;
    }
}
