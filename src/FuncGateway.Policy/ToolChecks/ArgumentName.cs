using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>An argument as far as its name and type tell what it is for.</summary>
/// <param name="Written">Its name as written.</param>
/// <param name="IsList">Whether it takes a list.</param>
internal sealed record ArgumentName(string Written, bool IsList)
{
    /// <summary>The name without case and separators: <c>filePath</c> and <c>file_path</c> are the same.</summary>
    public string Letters { get; } = string.Concat(KeyFolding.Fold(Written).Where(character => character is not ('_' or '-')));

    /// <summary>The letters of the singular: the same for <c>path</c>, <c>paths</c> and <c>path_list</c>.</summary>
    public string Singular => SingularOf(Letters);

    private static string SingularOf(string letters) =>
        Without(letters, "list") ?? Without(letters, "array")
        ?? (Without(letters, "ies") is { } stem ? stem + "y" : null)
        ?? Without(letters, "sses", "ss") ?? Without(letters, "xes", "x") ?? Without(letters, "ches", "ch")
        ?? (letters.EndsWith("ss", StringComparison.Ordinal) ? letters : Without(letters, "s"))
        ?? letters;

    // Names of which nothing else would be left are not plurals.
    private static string? Without(string letters, string ending, string kept = "") =>
        letters.Length > ending.Length + 1 && letters.EndsWith(ending, StringComparison.Ordinal) ? letters[..^ending.Length] + kept : null;
}
