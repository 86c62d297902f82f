using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Cli.Files;

/// <summary>
/// A gateway's configuration as files: <c>servers/ID.json</c>, <c>policies/SERVER/ID.json</c> and <c>grants/NAME.json</c>. Holds no tokens and no credentials.
/// </summary>
internal sealed class StateFolder(string folder)
{
    /// <summary>What is said of a file whose subject the gateway does not have.</summary>
    public const string NotAtGateway = "not at the gateway";
    private static readonly string[] Kinds = ["servers", "policies", "grants"];

    /// <summary>Reads everything, with all problems at once, so that nothing is applied of what is only half right.</summary>
    /// <exception cref="CliException">The folder cannot be read, or has problems.</exception>
    public IReadOnlyList<StateItem> Read()
    {
        if (!Directory.Exists(folder))
        {
            throw new CliException(ExitCodes.NotFound, $"There is no folder {folder}. 'fgw export {folder}' writes one.");
        }

        var (items, problems) = (new List<StateItem>(), Links().Select(link => $"{link}: it is a link. Accepted: files and folders.").ToList());
        foreach (var file in Files())
        {
            if (Parse(file, problems) is { } content && KeyOf(file, content, problems) is { } key)
            {
                items.Add(new StateItem(key, Checked(file, key, content, problems)));
            }
        }

        problems.AddRange(items.GroupBy(item => item.Key).Where(same => same.Count() > 1).Select(same => $"There are {same.Count()} files for {same.Key}."));
        return problems.Count == 0 ? items : throw new CliException(ExitCodes.Usage, $"Nothing was changed, because of {CountedWords.Of(problems.Count, "problem")} in {folder}:\n{string.Join('\n', problems)}");
    }

    /// <summary>Writes the files that are not there yet or say something else, and returns what was done.</summary>
    public IReadOnlyList<(string File, string Change)> Write(IReadOnlyList<StateItem> items)
    {
        if (Links().FirstOrDefault() is { } link)
        {
            throw new CliException(ExitCodes.Conflict, $"Nothing was written: {link} is a link, which could lead out of the folder.");
        }

        var changes = new List<(string, string)>();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var grants = GrantFiles();
        var taken = Files().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            var file = grants.GetValueOrDefault(item.Key) ?? FreeNameOf(item.Key, taken);
            kept.Add(file);
            taken.Add(file);
            var path = Path.Combine(folder, file);
            var exists = File.Exists(path);
            if (!exists || !SaysTheSame(path, item))
            {
                WholeFile.Write(path, JsonText.Pretty(item.Content) + "\n");
                changes.Add((file, exists ? "changed" : "new"));
            }
        }

        changes.AddRange(Files().Where(file => !kept.Contains(file)).Select(file => (file, NotAtGateway)));
        return changes;
    }

    /// <summary>Deletes files that <see cref="Write"/> has named.</summary>
    public void Delete(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            File.Delete(Path.Combine(folder, file));
        }
    }

    // Relative, with forward slashes, in the order in which they are applied.
    private IEnumerable<string> Files() => Entries().Where(entry => entry is FileInfo { LinkTarget: null, Extension: ".json" }).Select(NameOf);

    // Not followed: they could lead out of the folder, or round in a circle.
    private IEnumerable<string> Links() => Entries().Where(entry => entry.LinkTarget is not null).Select(NameOf);

    private string NameOf(FileSystemInfo entry) => Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');

    private IEnumerable<FileSystemInfo> Entries() => Kinds.Select(kind => new DirectoryInfo(Path.Combine(folder, kind))).Where(kind => kind.Exists).SelectMany(Walk);

    private static IEnumerable<FileSystemInfo> Walk(DirectoryInfo directory) => directory.LinkTarget is not null
        ? [directory]
        : directory.GetFileSystemInfos().OrderBy(entry => entry.FullName, StringComparer.Ordinal).SelectMany(entry => entry is DirectoryInfo inner ? Walk(inner) : [entry]);

    private JsonObject? Parse(string file, List<string> problems)
    {
        try
        {
            return StateJson.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file}: {e.Message}");
            return null;
        }
    }

    private static StateKey? KeyOf(string file, JsonObject content, List<string> problems)
    {
        switch (file[..^".json".Length].Split('/'))
        {
            case ["servers", var id]:
                return new StateKey(StateKind.Server, "", id);
            case ["policies", var server, var id]:
                return new StateKey(StateKind.Policy, server, id);
            case ["grants", _] when content["label"] is JsonValue label && label.TryGetValue<string>(out var text) && text.Length > 0:
                return new StateKey(StateKind.Grant, "", text);
            case ["grants", _]:
                problems.Add($"{file}: label is missing. Accepted: a text.");
                return null;
            default:
                problems.Add($"{file}: it is in no known place. Accepted: servers/ID.json, policies/SERVER/ID.json, grants/NAME.json.");
                return null;
        }
    }

    private static JsonObject Checked(string file, StateKey key, JsonObject content, List<string> problems)
    {
        switch (key.Kind)
        {
            case StateKind.Server:
                problems.AddRange(ServerContent.Problems(content).Select(problem => $"{file}: {problem}"));
                return ServerContent.Complete(content);
            case StateKind.Policy:
                problems.AddRange(PolicyReader.Read(Encoding.UTF8.GetBytes(content.ToJsonString())).Problems.Select(problem => $"{file}: {problem.Path}: {problem.Message}"));
                return content;
            default:
                if (content["token"] is not null)
                {
                    problems.Add($"{file}: it holds a token. Accepted: label, access, expiresAt. Revoke the token.");
                }

                return GrantContent.Complete(content);
        }
    }

    // A grant keeps the file that it is in, whatever that is called.
    private Dictionary<StateKey, string> GrantFiles()
    {
        var files = new Dictionary<StateKey, string>();
        foreach (var file in Files().Where(file => file.StartsWith("grants/", StringComparison.Ordinal)))
        {
            if (Parse(file, []) is { } content && KeyOf(file, content, []) is { } key)
            {
                files.TryAdd(key, file);
            }
        }

        return files;
    }

    private bool SaysTheSame(string path, StateItem item)
    {
        var problems = new List<string>();
        var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
        return Parse(file, problems) is { } content && KeyOf(file, content, problems) is { } key && key == item.Key && item.Equals(Checked(file, key, content, problems));
    }

    private static string FreeNameOf(StateKey key, HashSet<string> taken)
    {
        if (key.Kind != StateKind.Grant)
        {
            return IsId(key.Name) && (key.Kind == StateKind.Server || IsId(key.Owner))
                ? key.Kind == StateKind.Server ? $"servers/{key.Name}.json" : $"policies/{key.Owner}/{key.Name}.json"
                : throw new CliException(ExitCodes.Failed, $"The gateway has a {Printer.Safe(key.ToString())}, and this is not the name of a file. Is something else at its address?");
        }

        var name = FileNameOf(key.Name);
        return Enumerable.Range(1, int.MaxValue).Select(number => $"grants/{name}{(number == 1 ? "" : $"-{number.ToString(CultureInfo.InvariantCulture)}")}.json").First(file => !taken.Contains(file));
    }

    // As the gateway's ids are. Others could lead out of the folder.
    private static bool IsId(string text) => text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    // Labels are any text; names of files are not.
    private static string FileNameOf(string label)
    {
        var name = string.Concat(label.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')).Trim('-');
        return name.Length == 0 || IsDevice(name) ? $"grant{(name.Length == 0 ? "" : "-")}{name}" : name[..Math.Min(name.Length, 60)];
    }

    // Windows opens a device instead of a file of such a name.
    private static bool IsDevice(string name) => name is "con" or "prn" or "aux" or "nul" || (name.Length == 4 && name[..3] is "com" or "lpt" && char.IsAsciiDigit(name[3]));
}
