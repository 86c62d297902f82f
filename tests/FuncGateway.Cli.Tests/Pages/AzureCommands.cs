namespace FuncGateway.Cli.Tests.Pages;

/// <summary>What the pages may use of <c>azd</c> and <c>az</c>. An <c>azd</c> command that only an extension has is not here, because whoever follows a page has not installed it.</summary>
internal static class AzureCommands
{
    private static readonly string[] AzdOptions = ["--cwd", "-C", "--debug", "--docs", "--environment", "-e", "--help", "-h", "--no-prompt"];

    // The commands of azd itself, with their options.
    private static readonly Dictionary<string, string[]> Azd = new()
    {
        ["auth login"] = ["--check-status", "--client-certificate", "--client-id", "--client-secret", "--federated-credential-provider", "--managed-identity", "--redirect-port", "--tenant-id", "--use-device-code"],
        ["auth logout"] = [],
        ["config get"] = [],
        ["config set"] = [],
        ["config show"] = [],
        ["config unset"] = [],
        ["deploy"] = ["--all", "--from-package", "--timeout"],
        ["down"] = ["--force", "--purge"],
        ["env get-value"] = [],
        ["env get-values"] = ["--output", "-o"],
        ["env list"] = ["--output", "-o"],
        ["env new"] = ["--location", "-l", "--subscription"],
        ["env refresh"] = ["--hint", "--output", "-o"],
        ["env select"] = [],
        ["env set"] = ["--file"],
        ["hooks run"] = ["--platform", "--service"],
        ["init"] = ["--branch", "-b", "--filter", "-f", "--from-code", "--location", "-l", "--minimal", "-m", "--subscription", "-s", "--template", "-t", "--up"],
        ["monitor"] = ["--live", "--logs", "--overview"],
        ["package"] = ["--all", "--output-path"],
        ["pipeline config"] = ["--auth-type", "--principal-id", "--principal-name", "--principal-role", "--provider", "--remote-name"],
        ["provision"] = ["--no-state", "--preview"],
        ["restore"] = ["--all"],
        ["show"] = ["--output", "-o", "--show-secrets"],
        ["up"] = [],
        ["version"] = ["--output", "-o"],
    };

    private static readonly string[] Az =
    [
        "account get-access-token", "account list", "account set", "account show",
        "ad app create", "ad app delete", "ad app list", "ad app owner add", "ad app owner list", "ad app show", "ad app update", "ad group show", "ad signed-in-user show", "ad sp create", "ad sp list", "ad sp show", "ad user show",
        "bicep build", "bicep install", "containerapp create", "containerapp env create", "containerapp env show", "containerapp show",
        "functionapp config appsettings delete", "functionapp config appsettings list", "functionapp config appsettings set", "functionapp list", "functionapp list-flexconsumption-locations", "functionapp list-flexconsumption-runtimes", "functionapp restart", "functionapp show", "functionapp start", "functionapp stop",
        "group delete", "group list", "group show",
        "keyvault key list", "keyvault key rotate", "keyvault key show", "keyvault list-deleted", "keyvault purge", "keyvault recover", "keyvault secret list", "keyvault secret set", "keyvault secret show", "keyvault show",
        "login", "logout", "monitor app-insights query", "monitor log-analytics query",
        "network private-dns link vnet create", "network private-dns record-set a add-record", "network private-dns zone create", "network private-endpoint list", "network vnet peering create", "network vnet show", "network vnet subnet create",
        "provider register", "provider show", "resource list", "resource show", "rest", "role assignment create", "role assignment delete", "role assignment list",
        "storage account show", "storage account update", "storage container immutability-policy lock", "storage container immutability-policy show", "webapp log tail", "version",
    ];

    /// <summary>What is not in the lists; null if nothing is.</summary>
    /// <param name="words">With the program.</param>
    public static string? Problem(IReadOnlyList<string> words, bool isMention) =>
        words[0] == "azd" ? AzdProblem([.. words.Skip(1)], isMention) : words[0] == "az" ? AzProblem([.. words.Skip(1)], isMention) : null;

    private static string? AzdProblem(string[] words, bool isMention)
    {
        var names = words.TakeWhile(word => !word.StartsWith('-')).ToArray();
        var command = Longest(names, Azd.ContainsKey);
        if (command is null)
        {
            return isMention && names.Length == 0 ? null : $"azd has no command '{string.Join(' ', names)}' of its own";
        }

        var options = words.Where(word => word.StartsWith('-')).Select(word => word.Split('=')[0]);
        return options.FirstOrDefault(option => !AzdOptions.Contains(option) && !Azd[command].Contains(option)) is { } unknown ? $"'azd {command}' has no option {unknown}" : null;
    }

    private static string? AzProblem(string[] words, bool isMention)
    {
        var names = words.TakeWhile(word => !word.StartsWith('-')).ToArray();
        return Longest(names, Az.Contains) is null && !(isMention && names.Length == 0) ? $"'az {string.Join(' ', names)}' is not in the list of commands" : null;
    }

    private static string? Longest(string[] names, Func<string, bool> isKnown) =>
        Enumerable.Range(1, names.Length).Reverse().Select(count => string.Join(' ', names.Take(count))).FirstOrDefault(isKnown);
}
