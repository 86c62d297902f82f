using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace FuncGateway.Admin;

/// <summary>
/// The schemas of the OpenAPI document. Each type of ours is one component, so that clients that generate types get one with its name. The exporter repeats
/// a schema as a reference within the schema that it writes, which leads nowhere in the document; such references are replaced.
/// </summary>
internal sealed class OpenApiSchemas
{
    private readonly SortedDictionary<string, JsonNode> _components = new(StringComparer.Ordinal);

    /// <summary>The components that schemas refer to so far.</summary>
    public JsonObject Components() => new(_components.Select(component => KeyValuePair.Create(component.Key, (JsonNode?)component.Value.DeepClone())));

    /// <summary>Returns a reference to the component of a type.</summary>
    public JsonNode Of(JsonTypeInfo type) => Export(type, isInline: false);

    /// <summary>Returns the schema of a type itself, so that it can be changed.</summary>
    public JsonObject Inline(JsonTypeInfo type) => Export(type, isInline: true).AsObject();

    private JsonNode Export(JsonTypeInfo type, bool isInline)
    {
        var written = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        return type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) =>
            {
                var place = PlaceOf(context.Path);
                var next = context.Path.IsEmpty && isInline ? schema : Next(context, schema, written);
                written[place] = next.DeepClone();
                return next;
            },
        });
    }

    private JsonNode Next(JsonSchemaExporterContext context, JsonNode schema, Dictionary<string, JsonNode> written)
    {
        var repeated = (schema as JsonObject)?["$ref"] is JsonValue value ? (string?)value : null;
        if (context.TypeInfo is { Kind: JsonTypeInfoKind.Object, Type: { } type } && IsOurs(type))
        {
            var isNullable = repeated is null ? AllowsNull(schema) : context.PropertyInfo?.IsGetNullable == true;
            return ReferenceTo(type, repeated is null ? schema : null, isNullable);
        }

        // A schema that accepts everything may be written as true, which generators of types do not expect.
        return repeated is not null ? written[repeated].DeepClone() : schema is JsonObject found ? WithoutTexts(found) : new JsonObject();
    }

    // The serializer could also read numbers from texts. The API neither writes nor accepts them.
    private static JsonObject WithoutTexts(JsonObject schema)
    {
        if (schema["type"] is JsonArray types && types.Any(each => (string?)each is "integer" or "number") && types.FirstOrDefault(each => (string?)each == "string") is { } text)
        {
            types.Remove(text);
            schema.Remove("pattern");
            schema["type"] = types.Count == 1 ? types[0]?.DeepClone() : types.DeepClone();
        }

        return schema;
    }

    /// <param name="schema">Null if the component has been written, or is being written.</param>
    private JsonObject ReferenceTo(Type type, JsonNode? schema, bool isNullable)
    {
        var name = NameOf(type);
        if (schema is not null)
        {
            Add(name, schema);
        }

        var reference = new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
        return isNullable ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
    }

    private void Add(string name, JsonNode schema)
    {
        var component = schema.DeepClone().AsObject();

        // Belongs to the parameter that has the type, not to the type.
        component.Remove("default");

        // The exporter leaves it out of the cases of a base type.
        if (AllowsNull(component) || component["properties"] is not null)
        {
            component["type"] = "object";
        }

        if (!_components.TryAdd(name, component) && !JsonNode.DeepEquals(_components[name], component))
        {
            throw new InvalidOperationException($"There are two types '{name}' with different schemas: {_components[name]} and {component}.");
        }
    }

    private static bool AllowsNull(JsonNode schema) => (schema as JsonObject)?["type"] is JsonArray types && types.Any(each => (string?)each == "null");

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith(nameof(FuncGateway), StringComparison.Ordinal) == true;

    private static string NameOf(Type type) => type.IsGenericType
        ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + string.Concat(type.GetGenericArguments().Select(NameOf))
        : type.Name;

    // As the exporter writes references.
    private static string PlaceOf(ReadOnlySpan<string> path)
    {
        var place = "#";
        foreach (var part in path)
        {
            place += "/" + part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        }

        return place;
    }
}
