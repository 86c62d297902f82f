namespace FuncGateway.Policies.Classification.Tables;

/// <summary>Words that look like verbs but name a thing.</summary>
internal static class NounWords
{
    /// <summary>Nouns of two words, the second in the singular. A verb is looked for in the other words: <c>pull_request_read</c>.</summary>
    public static readonly string[] Compounds =
    [
        "pull request", "merge request", "draft order", "order book", "work order", "data set", "change set", "replica set",
        "call graph", "call stack", "call log", "call recording", "press release", "release note", "log group", "log stream", "log level", "share price",
        "exchange rate", "rate limit", "phone number", "form field", "message queue", "email address", "email template", "index template", "index pattern", "file system",
        "file path", "file tree", "branch protection", "design system", "design token", "access token", "import map", "deploy key", "launch template",
        "payment method", "dry run", "call hierarchy", "type hierarchy", "type definition", "workflow run", "build log", "pipeline run", "job run", "dag run", "test run", "check run",
    ];

    /// <summary>Verbs that are nouns before a <see cref="Records">record</see>: <c>purchase_history</c>.</summary>
    public const string BeforeRecords = "purchase refund commit import sync backup merge run launch upgrade deploy crawl login install";

    /// <inheritdoc cref="BeforeRecords"/>
    public const string Records = "history status details statistics info information log logs progress results";

    /// <summary>Words of writing that name a thing if a plural follows: <c>issue_comments</c>.</summary>
    public const string BeforeThings = "issue file form branch document version design";

    /// <summary>A name without a verb that begins with one of these is read: <c>current_user</c>, <c>my_tasks</c>.</summary>
    public const string Selecting = "current latest recent upcoming available my nearest nearby trending popular random today";

    /// <summary>Nouns that are not named after what a tool does, unlike <c>scraper</c> and <c>scraping</c>.</summary>
    public const string NotDerived = "browser computer interpreter header folder player speaker poster container server customer building setting listing rating meeting warning string recording drawing";

    /// <summary>Formats of text that a tool answers with: <c>url_to_markdown</c>.</summary>
    public const string TextFormats = "text markdown json";

    /// <summary>Verbs that are one at the beginning of a name even before a noun that may be a verb of reading: <c>schedule_report</c>.</summary>
    public const string Openings = "request reply schedule resolve";

    /// <summary>The objects of <see cref="Openings"/>.</summary>
    public const string Requested = "review preview scan test audit report snapshot screenshot trace profile";
}
