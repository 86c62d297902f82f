using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using FuncGateway.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;

namespace FuncGateway.Admin;

/// <summary>Builds the OpenAPI 3.1 document from the mapped operations.</summary>
internal sealed class OpenApiDocument
{
    private readonly OpenApiSchemas _schemas = new();

    private OpenApiDocument() { }

    public static JsonObject Of(IEnumerable<AdminOperation> operations) => new OpenApiDocument().Write(operations);

    private JsonObject Write(IEnumerable<AdminOperation> operations)
    {
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(operation => operation.Path).OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            paths[path.Key] = new JsonObject(path.Select(operation => KeyValuePair.Create(operation.Method.ToLowerInvariant(), (JsonNode?)Describe(operation))));
        }

        _schemas.Of(HttpJson.Default.ProblemBody);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "FuncGateway admin API", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["session"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = SessionCookie.Name },
                },
                ["schemas"] = _schemas.Components(),
            },
        };
    }

    private JsonObject Describe(AdminOperation operation)
    {
        var described = new JsonObject
        {
            ["operationId"] = operation.Name,
            ["summary"] = operation.Summary,
            ["description"] = operation.Right switch
            {
                null => "No authentication required.",
                Right.SignedIn => "Any signed-in person, also without a role.",
                { } right => $"Roles: {string.Join(", ", Rights.RolesWith(right))}.",
            },
            ["security"] = operation.Right is null ? [] : new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["session"] = new JsonArray() }),
            ["parameters"] = new JsonArray([.. Parameters(operation)]),
            ["responses"] = Responses(operation),
        };
        if (operation.Body is not null || operation.TakesDocument)
        {
            var content = Content("application/json", BodySchema(operation));
            if (operation.Example is { } example)
            {
                content["application/json"]!["example"] = JsonNode.Parse(example);
            }

            described["requestBody"] = new JsonObject { ["required"] = !operation.IsBodyOptional, ["content"] = content };
        }

        return described;
    }

    private static IEnumerable<JsonNode> Parameters(AdminOperation operation)
    {
        foreach (var parameter in RoutePatternFactory.Parse(operation.Path).Parameters)
        {
            yield return new JsonObject { ["name"] = parameter.Name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        foreach (var (name, accepted) in operation.Query)
        {
            yield return new JsonObject { ["name"] = name, ["in"] = "query", ["required"] = false, ["description"] = accepted, ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        string[] headers = operation.Statuses.Contains(412) ? ["If-Match", "If-None-Match"] : IsTagged(operation) ? ["If-None-Match"] : [];
        foreach (var header in headers)
        {
            yield return new JsonObject { ["name"] = header, ["in"] = "header", ["required"] = false, ["schema"] = new JsonObject { ["type"] = "string" } };
        }
    }

    private JsonObject Responses(AdminOperation operation)
    {
        int[] always = operation.Right is null ? [400, 503] : [400, 401, 403, 503];
        var responses = new JsonObject();
        int[] known = IsTagged(operation) ? [304] : [];
        foreach (var status in operation.Statuses.Concat(always).Concat(known).Distinct().Order())
        {
            var response = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status) };
            if (status >= 400)
            {
                response["content"] = Content(Problems.ContentType, _schemas.Of(HttpJson.Default.ProblemBody));
            }
            else if (operation.Answer is { } answer && status < 300)
            {
                response["content"] = Content("application/json", _schemas.Of(answer));
            }

            responses[status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        return responses;
    }

    private JsonObject BodySchema(AdminOperation operation)
    {
        if (operation.Body is not { } body)
        {
            return new JsonObject { ["type"] = "object", ["description"] = "A policy document, version \"1\"." };
        }

        var schema = _schemas.Inline(body);
        schema["additionalProperties"] = false;

        // A PATCH body contains only the fields to change.
        if (operation.Method == "PATCH")
        {
            schema.Remove("required");
        }

        return schema;
    }

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    // Answered 304 to who has it already; see JsonReply.
    private static bool IsTagged(AdminOperation operation) => operation is { Method: "GET", Answer: not null } && operation.Path.StartsWith(Paths.Api, StringComparison.Ordinal);
}

/// <summary>Serves the OpenAPI document of the admin API. No authentication is required: the document is the same for every gateway.</summary>
internal static class OpenApiEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOperation(
        new("getOpenApi", "GET", Paths.OpenApiDocument, null, "This document."),
        (context, _) =>
        {
            var operations = endpoints.DataSources.SelectMany(source => source.Endpoints).Select(endpoint => endpoint.Metadata.GetMetadata<AdminOperation>()).OfType<AdminOperation>();
            return Task.FromResult<IResult>(new JsonReply<System.Text.Json.Nodes.JsonObject>(StatusCodes.Status200OK, OpenApiDocument.Of(operations), HttpJson.Default.JsonObject));
        });
}
