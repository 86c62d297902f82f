using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Policies;

/// <summary>Finds the policies of a command line, each with the files of its tests.</summary>
internal static class TestFiles
{
    private const string PolicySuffix = ".policy.json";
    private const string TestSuffix = ".policytest.json";

    /// <param name="policy">A policy document, or a folder of them.</param>
    /// <param name="tests">Files of tests; empty for those beside the policy whose names begin as its does.</param>
    /// <exception cref="CliException">There are no tests.</exception>
    public static IReadOnlyList<(string Policy, IReadOnlyList<string> Tests)> Find(CliEnvironment environment, string policy, IReadOnlyList<string> tests)
    {
        if (tests.Count > 0)
        {
            return [(policy, tests)];
        }

        var pairs = Directory.Exists(environment.PathOf(policy))
            ? Directory.GetFiles(environment.PathOf(policy), "*" + PolicySuffix, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => Path.Combine(policy, Path.GetRelativePath(environment.PathOf(policy), file)))
                .Select(file => (Policy: file, Tests: Beside(environment, file)))
                .Where(pair => pair.Tests.Count > 0)
                .ToArray()
            : [(policy, Beside(environment, policy))];
        return pairs.Sum(pair => pair.Tests.Count) > 0 ? pairs
            : throw new CliException(ExitCodes.NotFound, $"There are no tests of {policy}. Accepted: files such as {NameOf(policy)}{TestSuffix} beside it, or files after it.");
    }

    private static IReadOnlyList<string> Beside(CliEnvironment environment, string policy)
    {
        var (folder, name) = (Path.GetDirectoryName(policy) ?? "", NameOf(policy));
        var place = environment.PathOf(folder.Length == 0 ? "." : folder);
        return Directory.Exists(place)
            ? [.. Directory.GetFiles(place, "*" + TestSuffix).Select(file => Path.GetFileName(file)).Where(file => file == name + TestSuffix || file.StartsWith(name + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(file => Path.Combine(folder, file))]
            : [];
    }

    private static string NameOf(string policy)
    {
        var file = Path.GetFileName(policy);
        return file.EndsWith(PolicySuffix, StringComparison.Ordinal) ? file[..^PolicySuffix.Length] : Path.GetFileNameWithoutExtension(file);
    }
}
