using System.Text.Json.Nodes;

namespace AzureStandIn;

/// <summary>A tenant, its subscription, its vaults and an azd environment, as one JSON document; beside it the list of calls.</summary>
public sealed class StateFile(string path)
{
    public JsonObject Root { get; } = JsonNode.Parse(File.ReadAllText(path))?.AsObject() ?? throw new InvalidDataException($"{path} has no JSON object.");

    public static string CallsOf(string path) => path + ".calls";

    public IEnumerable<JsonObject> All(string kind) => Array(Root, kind).OfType<JsonObject>();

    public JsonObject? Find(string kind, string property, string value) =>
        All(kind).FirstOrDefault(each => string.Equals(Text(each, property), value, StringComparison.OrdinalIgnoreCase));

    public void Add(string kind, JsonObject item) => Array(Root, kind).Add(item);

    public void Save() => File.WriteAllText(path, Root.ToJsonString(new() { WriteIndented = true }));

    public void Record(JsonObject call) => File.AppendAllText(CallsOf(path), call.ToJsonString() + "\n");

    public static string Text(JsonNode? node, string property) => node?[property]?.GetValue<string>() ?? "";

    public static JsonArray Array(JsonObject owner, string property)
    {
        if (owner[property] is not JsonArray array)
        {
            owner[property] = array = [];
        }

        return array;
    }

    /// <summary>Counts a number of the state down. False when it is used up.</summary>
    public bool CountDown(JsonObject owner, string property)
    {
        var left = owner[property]?.GetValue<int>() ?? 0;
        if (left == 0)
        {
            return false;
        }

        owner[property] = left - 1;
        Save();
        return true;
    }
}
