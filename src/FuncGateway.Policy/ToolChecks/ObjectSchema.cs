using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>What a schema says about the members of an object.</summary>
internal sealed class ObjectSchema
{
    private readonly List<JsonElement> _properties = [];
    private readonly List<JsonElement> _additional = [];

    /// <summary>Whether all that the schema says has been understood.</summary>
    public bool IsCertain { get; set; } = true;

    /// <summary>Whether the schema says that there are no other members.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether a member that is not declared is certainly not meant to be there: a schema that declares none at all says nothing about them.</summary>
    public bool DeclaresAll => IsCertain && (_properties.Count > 0 || IsClosed) && _additional.Count == 0;

    /// <summary>The declared members, each as often as it is declared.</summary>
    public IEnumerable<(string Name, JsonElement Schema)> Members => _properties.SelectMany(JsonMembers.Members);

    /// <summary>The schemas of a member; null if none is declared for it.</summary>
    public IReadOnlyCollection<JsonElement>? Find(string name)
    {
        var declared = _properties.Select(properties => JsonMembers.Find(properties, name)).OfType<JsonElement>().ToArray();
        return declared.Length > 0 ? declared : _additional.Count > 0 ? _additional : null;
    }

    /// <param name="properties">The value of <c>properties</c>, an object.</param>
    public void AddProperties(JsonElement properties) => _properties.Add(properties);

    /// <param name="schema">The value of <c>additionalProperties</c>.</param>
    public void AddAdditional(JsonElement? schema)
    {
        IsClosed |= schema is { ValueKind: JsonValueKind.False };
        if (schema is { ValueKind: JsonValueKind.Object } each)
        {
            _additional.Add(each);
        }
    }
}
