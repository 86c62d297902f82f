using System.Text.RegularExpressions;

namespace FuncGateway.Functions.Tests.Signatures;

/// <summary>A page of signatures: below a line that names a namespace, types with one member a line.</summary>
internal sealed partial class SignatureDocument(string name)
{
    private readonly Dictionary<string, DocumentedType> _types = [];

    public string Name { get; } = name;

    public static SignatureDocument Parse(string name, string text)
    {
        var document = new SignatureDocument(name);
        var space = "";
        DocumentedType? type = null;
        var attributes = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (Namespace().Match(line) is { Success: true } named)
            {
                space = named.Groups["name"].Value;
            }
            else if (line.StartsWith('['))
            {
                attributes.Add(line);
            }
            else if (Header().Match(line) is { Success: true } header)
            {
                type = document._types[$"{space}.{header.Groups["name"].Value}"] = new DocumentedType(line, [.. attributes]);
                attributes.Clear();
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                type?.Members.Add(line.Trim().Replace(" /*non-public set*/", "", StringComparison.Ordinal));
            }
        }

        return document;
    }

    public DocumentedType? FindType(string fullName) => _types.GetValueOrDefault(fullName);

    [GeneratedRegex("""^\*\*namespace `(?<name>[^`]+)`\*\*""")]
    private static partial Regex Namespace();

    [GeneratedRegex("""^public (static |abstract |sealed |readonly )*(class|record struct|record|struct|interface|enum) (?<name>\w+<?)""")]
    private static partial Regex Header();
}
