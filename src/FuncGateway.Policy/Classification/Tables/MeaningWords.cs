using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification.Tables;

/// <summary>Verbs whose class depends on what they act on. The first entry with both words counts.</summary>
internal static class MeaningWords
{
    /// <summary>Work that can be started again. Cancelling anything else deletes it.</summary>
    private const string Cancellable = """
        job jobs task tasks run runs request requests operation operations invocation execution build builds query queries pipeline workflow crawl
        export import download upload scan tool call
        """;

    /// <summary>What is handed over without moving money.</summary>
    private const string Transferable = """
        draft file files ownership call issue issues repository repo data project domain owner app application chat conversation ticket lead
        """;

    /// <summary>What runs code while it is installed.</summary>
    private const string Installable = """
        package packages dependency dependencies module modules library libraries plugin plugins extension extensions software binary driver npm pip
        brew apt yarn chart helm
        """;

    /// <summary>What is scanned by sending requests to it, unlike a file: <c>scan_ports</c>.</summary>
    private const string Probed = """
        website site domain ip ips subdomains cidr os syn tcp udp stealth vulnerabilities vulnerability port ports network networks host hosts subnet
        target targets nmap nuclei nikto masscan sqlmap wpscan
        """;

    /// <summary>What people settle or close, unlike a name that is resolved.</summary>
    private const string Settled = """
        incident incidents issue issues thread threads comment comments conflict conflicts alert alerts ticket tickets conversation conversations
        discussion error errors bug
        """;

    /// <summary>Languages of queries that change nothing.</summary>
    private const string ReadingLanguages = "promql logql traceql kql gaql jql soql sosl jmespath";

    public static readonly (string Verbs, string Objects, ToolClass Class)[] All =
    [
        ("cancel", Cancellable, ToolClass.Write),
        ("transfer", Transferable, ToolClass.Write),
        ("install", Installable, ToolClass.Execute),
        ("scan", Probed, ToolClass.Execute),
        ("probe fingerprint discover detect enumerate", "port ports host hosts subnet os", ToolClass.Execute),
        ("resolve", Settled, ToolClass.Write),
        ("checkout", "git branch commit repository repo file", ToolClass.Write),
        ("claim", "task issue ticket job work", ToolClass.Write),
        ("collect", "payment payments fee fees rent funds donation donations debt", ToolClass.Financial),
        ("withdraw", "application consent candidate invitation", ToolClass.Write),
        ("drop", "drag", ToolClass.Execute),
        ("drop", DestructiveWords.Droppable, ToolClass.Destructive),
        ("open", "issue ticket pull case", ToolClass.Write),
        ("open", "node nodes entity entities", ToolClass.Read),
        ("use select", "database workspace organization organisation account context", ToolClass.Write),
        ("find search", "replace", ToolClass.Write),
        ("extract", "archive zip tar", ToolClass.Write),
        ("track", "time expense expenses habit habits meal", ToolClass.Write),
        ("capture", "note notes idea ideas lead", ToolClass.Write),
        ("report", "issue bug spam abuse problem incident", ToolClass.Write),
        ("snapshot", "vm volume disk instance droplet cluster", ToolClass.Write),
        ("build compile", "report summary document index graph context query prompt page form list table chart dashboard presentation", ToolClass.Write),
        ("refresh", "token tokens data index cache dashboard metadata", ToolClass.Write),
        ("start stop pause resume", "timer tracking stopwatch time", ToolClass.Write),
        ("pause resume", "campaign campaigns ad ads adset keyword", ToolClass.Write),
        ("start", "conversation thread chat discussion poll survey", ToolClass.Write),
        ("trigger", "incident alert", ToolClass.Write),
        ("provision", "user users account", ToolClass.Write),
        ("fill", "template pdf document", ToolClass.Write),
        ("convert", "time timezone unit units temperature", ToolClass.Read),
        ("reverse", "geocode geocoding", ToolClass.Read),
        ("run execute perform", "script scripts code command commands sql python notebook shell", ToolClass.Execute),
        ("run execute", ReadingLanguages, ToolClass.Read),
        ("run execute perform", "search analysis lookup select diagnostics", ToolClass.Read),
        ("clean", "text html", ToolClass.Write),
        ("clear", "filter filters selection highlight highlights formatting breakpoint breakpoints", ToolClass.Write),
        ("apply", "terraform tofu pulumi", ToolClass.Execute),
        ("compose", "up down", ToolClass.Execute),
        ("load", "page url extension plugin", ToolClass.Execute),
    ];
}
