using FuncGateway.Policies.Json;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>What a list in an answer consists of.</summary>
internal enum ListKind
{
    None,
    Tools,
    Resources,
    Templates,
    Prompts,
    Tasks,
}

/// <summary>The members of a <c>result</c> that hold a list, and the members that name an entry.</summary>
internal static class ListKeys
{
    private static readonly KnownNames Lists = new("tools", "resources", "resourceTemplates", "prompts", "tasks");

    private static readonly KnownNames Names = new("name", "uri", "uriTemplate", "taskId");

    /// <summary>Returns the kind of a list; for a key that merely looks like one, its kind and false for <paramref name="isExact"/>.</summary>
    public static ListKind KindOf(ReadOnlySpan<byte> key, out bool isExact)
    {
        var exact = Exact(key);
        isExact = exact != ListKind.None;
        return isExact ? exact : Lists.LookAlike(key) switch
        {
            "tools" => ListKind.Tools,
            "resources" => ListKind.Resources,
            "resourceTemplates" => ListKind.Templates,
            "prompts" => ListKind.Prompts,
            "tasks" => ListKind.Tasks,
            _ => ListKind.None,
        };
    }

    public static ReadOnlySpan<byte> NameKeyOf(ListKind kind) => kind switch
    {
        ListKind.Resources => "uri"u8,
        ListKind.Templates => "uriTemplate"u8,
        ListKind.Tasks => "taskId"u8,
        _ => "name"u8,
    };

    /// <summary>Whether a client could take the key for <paramref name="nameKey"/>, the member that names an entry.</summary>
    // Among visible ASCII characters, look-alikes differ in case only, so they have the same length.
    public static bool IsNameKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nameKey) =>
        key.SequenceEqual(nameKey) || ((key.Length == nameKey.Length || !KeyFolding.IsVisibleAscii(key)) && Names.LookAlike(key) is { } known && System.Text.Encoding.UTF8.GetBytes(known).AsSpan().SequenceEqual(nameKey));

    /// <summary>The list that a method requests.</summary>
    public static ListKind RequestedBy(string? method) => method switch
    {
        RequestMethods.ToolsList => ListKind.Tools,
        RequestMethods.ResourcesList => ListKind.Resources,
        RequestMethods.ResourcesTemplatesList => ListKind.Templates,
        RequestMethods.PromptsList => ListKind.Prompts,
        "tasks/list" => ListKind.Tasks,
        _ => ListKind.None,
    };

    private static ListKind Exact(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("tools"u8) ? ListKind.Tools
        : key.SequenceEqual("resources"u8) ? ListKind.Resources
        : key.SequenceEqual("resourceTemplates"u8) ? ListKind.Templates
        : key.SequenceEqual("prompts"u8) ? ListKind.Prompts
        : key.SequenceEqual("tasks"u8) ? ListKind.Tasks
        : ListKind.None;
}
