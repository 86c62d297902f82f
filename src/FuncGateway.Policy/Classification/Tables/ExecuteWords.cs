namespace FuncGateway.Policies.Classification.Tables;

/// <summary>Words for running and controlling.</summary>
internal static class ExecuteWords
{
    public const string Verbs = """
        execute exec run invoke eval launch start stop pause resume restart reboot spawn trigger dispatch deploy redeploy provision click press
        navigate scroll hover tap drag fill rerun retry replay abort shutdown play speak say dial delegate orchestrate interact disconnect login
        logout authenticate reload wake migrate exploit fuzz automate doubleclick swipe goto keypress unpause skip compile boot poweroff emulate
        interrupt hotkey mount unmount rewind failover hibernate
        """;

    /// <summary>Programs that do what they are told; a verb beside one says what: <c>kubectl_get</c>.</summary>
    public const string Programs = "bash sudo ssh kubectl curl wget powershell nmap nuclei nikto masscan gobuster sqlmap hydra metasploit";

    /// <summary>Words that may be verbs of running or nouns.</summary>
    public const string MaybeVerbs = $"""
        call open shell command terminal script process refresh wait focus type control build debug handle cli keyboard mouse input highlight phone
        use console repl connect perform rollout act signal {Programs}
        """;

    /// <summary>Browsers under control: every verb of writing acts on the page, except those that make a file of their own.</summary>
    public const string Browsers = "browser puppeteer playwright selenium chrome chromium webdriver cdp";

    /// <inheritdoc cref="Browsers"/>
    public const string FileVerbs = "generate save create export record";

    /// <summary>Words that are names of things unless nothing follows them: <c>console_messages</c> is read.</summary>
    public const string Devices = $"{Programs} console terminal shell script command keyboard mouse repl cli phone";

    /// <summary>What a verb of writing controls rather than writes: <c>mouse_move</c>, <c>send_keys</c>, <c>resize_page</c>.</summary>
    public static readonly (string Verbs, string Objects)[] ControlPairs =
    [
        ("move resize close open switch select set toggle put send post patch request rotate forward write", """
            mouse keyboard cursor window tab desktop keystrokes input command commands signal terminal console shell process simulator playback port
            breakpoint breakpoints
            """),
        ("send", "key keys"),
        ("send post patch put request", "http graphql"),
        ("evaluate inject", "js javascript code script command commands"),
        ("resize close switch refresh reload select open", "page"),
        ("select choose", "dropdown option checkbox"),
        ("accept dismiss handle", "dialog popup prompt"),
    ];
}
