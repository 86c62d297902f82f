using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;

namespace FuncGateway.Admin;

/// <summary>Builds the OpenAPI 3.1 document from the mapped operations.</summary>
internal static class OpenApiDocument
{
    public static JsonObject Of(IEnumerable<AdminOperation> operations)
    {
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(operation => operation.Path).OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            paths[path.Key] = new JsonObject(path.Select(operation => KeyValuePair.Create(operation.Method.ToLowerInvariant(), (JsonNode?)Describe(operation))));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "FuncGateway admin API", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = new JsonObject { ["Problem"] = Schema(HttpJson.Default.ProblemBody) },
            },
        };
    }

    private static JsonObject Describe(AdminOperation operation)
    {
        var described = new JsonObject
        {
            ["operationId"] = operation.Name,
            ["summary"] = operation.Summary,
            ["description"] = operation.Right is { } right ? $"Roles: {string.Join(", ", Rights.RolesWith(right))}." : "No authentication required.",
            ["security"] = operation.Right is null ? [] : new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["parameters"] = new JsonArray([.. Parameters(operation)]),
            ["responses"] = Responses(operation),
        };
        if (operation.Body is not null || operation.TakesDocument)
        {
            described["requestBody"] = new JsonObject { ["required"] = !operation.IsBodyOptional, ["content"] = Content("application/json", BodySchema(operation)) };
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

        foreach (var header in operation.Statuses.Contains(412) ? new[] { "If-Match", "If-None-Match" } : [])
        {
            yield return new JsonObject { ["name"] = header, ["in"] = "header", ["required"] = false, ["schema"] = new JsonObject { ["type"] = "string" } };
        }
    }

    private static JsonObject Responses(AdminOperation operation)
    {
        int[] always = operation.Right is null ? [400, 503] : [400, 401, 403, 503];
        var responses = new JsonObject();
        foreach (var status in operation.Statuses.Concat(always).Distinct().Order())
        {
            var response = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status) };
            if (status >= 400)
            {
                response["content"] = Content(Problems.ContentType, new JsonObject { ["$ref"] = "#/components/schemas/Problem" });
            }
            else if (operation.Answer is { } answer && status < 300)
            {
                response["content"] = Content("application/json", Schema(answer));
            }

            responses[status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        return responses;
    }

    private static JsonObject BodySchema(AdminOperation operation)
    {
        if (operation.Body is not { } body)
        {
            return new JsonObject { ["type"] = "object", ["description"] = "A policy document, version \"1\"." };
        }

        var schema = Schema(body);
        schema["additionalProperties"] = false;

        // A PATCH body contains only the fields to change.
        if (operation.Method == "PATCH")
        {
            schema.Remove("required");
        }

        return schema;
    }

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Schema(JsonTypeInfo type) => type.GetJsonSchemaAsNode() as JsonObject ?? [];
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
