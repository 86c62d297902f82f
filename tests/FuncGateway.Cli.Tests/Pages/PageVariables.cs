using System.Text.RegularExpressions;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>The variables that the commands of a page use, and where they come from.</summary>
internal static partial class PageVariables
{
    private static readonly string[] OfShells = ["HOME", "PWD", "PATH", "USERPROFILE", "USER", "_", "true", "false", "null", "args", "LASTEXITCODE", "PSNativeCommandUseErrorActionPreference", "ErrorActionPreference"];

    /// <summary>What azd knows of an environment: the outputs of the deployment and what its parameters are set with.</summary>
    public static IReadOnlySet<string> OfAzd { get; } =
        Outputs().Matches(File.ReadAllText(Checkout.Folder("infra/main.bicep"))).Concat(Parameters().Matches(File.ReadAllText(Checkout.Folder("infra/main.parameters.json"))))
            .Select(match => match.Groups["name"].Value).Concat(["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_RESOURCE_GROUP", "AZURE_SUBSCRIPTION_ID", "AZURE_TENANT_ID"]).Concat(OfHooks()).ToHashSet(StringComparer.Ordinal);

    /// <summary>Variables of the block that are neither known to azd or a shell, nor set in the blocks so far.</summary>
    public static IEnumerable<string> Unknown(CodeBlock block, IEnumerable<CodeBlock> soFar)
    {
        var set = soFar.Append(block).SelectMany(each => Set().Matches(each.Text)).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var used = (block.IsPowerShell ? UsedInPowerShell() : UsedInSh()).Matches(WithoutLiterals(block)).Select(match => match.Groups["name"].Value);
        return used.Where(name => !OfAzd.Contains(name) && !OfShells.Contains(name) && !set.Contains(name)).Distinct();
    }

    /// <summary>The text without what is in single quotes outside of double ones, where no shell looks for variables, and without comments.</summary>
    public static string WithoutLiterals(CodeBlock block) => Literals().Replace(block.Text, match => match.Value[0] == '"' ? match.Value : "");

    // The hooks keep what they made in the environment.
    private static IEnumerable<string> OfHooks() => Directory.GetFiles(Checkout.Folder("infra/hooks")).SelectMany(file => HookNames().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value);

    [GeneratedRegex("^output (?<name>[A-Z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Outputs();

    [GeneratedRegex("\\$\\{(?<name>[A-Z_]+)")]
    private static partial Regex Parameters();

    [GeneratedRegex("\\b(?<name>GATEWAY_[A-Z_]+)\\b")]
    private static partial Regex HookNames();

    [GeneratedRegex("^\\s*(?:export |\\$env:|\\$|for |foreach \\(\\$)?(?<name>[A-Za-z_]\\w*)(?:=| = | in )|\\bread (?:-r )?(?<name>[A-Za-z_]\\w*)|\\((?:\\$)(?<name>[A-Za-z_]\\w*) in ", RegexOptions.Multiline)]
    private static partial Regex Set();

    [GeneratedRegex("(?<!\\\\)\\$\\{?(?<name>[A-Za-z_]\\w*)")]
    private static partial Regex UsedInSh();

    [GeneratedRegex("(?<!`)\\$\\{?(?:env:)?(?<name>[A-Za-z_]\\w*)")]
    private static partial Regex UsedInPowerShell();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|(?<=^|\\s)#[^\n]*")]
    private static partial Regex Literals();
}
