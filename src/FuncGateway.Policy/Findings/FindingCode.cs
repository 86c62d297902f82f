namespace FuncGateway.Policies.Findings;

/// <summary>A kind of finding. The ids are stable: an id is never given to another kind.</summary>
/// <param name="Id">Such as <c>FG001</c>. The page <c>docs/findings/FG001.md</c> explains it.</param>
/// <param name="Summary">One sentence without a full stop.</param>
public sealed record FindingCode(string Id, string Name, FindingLevel Level, string Summary)
{
    /// <summary>What counts as such a finding, as on its page.</summary>
    public required string Description { get; init; }

    /// <summary>What to do about it, as on its page.</summary>
    public required string Advice { get; init; }

    public static readonly FindingCode HiddenCharacters = new("FG001", "hidden-characters", FindingLevel.Error, "A text has characters that people do not see")
    {
        Description = "A name, title, description or a text in a schema has characters that are not shown: zero-width spaces and joiners, marks that change the direction of text, soft hyphens, variation selectors outside emoji, control characters. Emoji sequences and the joiners of Persian and Indian scripts are not findings.",
        Advice = "Compare the text with the source of the server. If the characters have no purpose, ask the publisher to remove them, and keep the tool hidden until then.",
    };

    public static readonly FindingCode TagMessage = new("FG002", "tag-message", FindingLevel.Error, "A text has a message in Unicode tag characters, which models read and people do not see")
    {
        Description = "A text has Unicode tag characters (U+E0000 to U+E007F), an invisible copy of ASCII. The evidence is the decoded message. The flags of England, Scotland and Wales are not findings.",
        Advice = "Do not use the server. Report it to its publisher with the decoded message.",
    };

    public static readonly FindingCode Instructions = new("FG003", "instructions-to-model", FindingLevel.Error, "A text tells the model what to do beyond using the tool")
    {
        Description = "A text tells the model what to do beyond using the tool: to ignore its instructions, to keep something from people, to use other tools in a certain way, to hand over its prompt or the conversation. Markup such as `<IMPORTANT>` counts too. The text is read as a model reads it: without hidden characters, with tag messages decoded.",
        Advice = "Hide the tool, or the whole server, until a person has read the text. If the instruction is legitimate, ask the publisher to say it as a property of the tool: \"Requires an open document\" instead of \"Always call open first\".",
    };

    public static readonly FindingCode SensitiveFile = new("FG004", "sensitive-file", FindingLevel.Warning, "A text names a file that usually holds credentials")
    {
        Description = "A text names a file or folder that usually holds credentials: `~/.ssh`, `~/.aws`, `~/.kube`, `id_rsa`, `/etc/passwd`.",
        Advice = "Read the text. A tool that manages keys may name them rightly; a calculator may not. Deny arguments that name these files with a `deny_if` on the tools that read files.",
    };

    public static readonly FindingCode OtherServersTool = new("FG005", "other-servers-tool", FindingLevel.Warning, "A text names a tool of another server")
    {
        Description = "A title or description names a tool of another registered server. Only names that are no ordinary words are looked for: of at least six characters, with a separator or a capital letter inside.",
        Advice = "Read the text. If the servers belong together, the reference may be intended. Otherwise give the two servers to different grants.",
    };

    public static readonly FindingCode ShadowedTool = new("FG006", "shadowed-tool", FindingLevel.Warning, "A tool has the name of another server's tool")
    {
        Description = "A tool has the same name as a tool of another registered server. Case and invisible characters do not make a difference.",
        Advice = "If one agent needs both, check that its client keeps the servers apart in the names that the model sees. Otherwise hide one of the two tools.",
    };

    public static readonly FindingCode EqualNames = new("FG007", "equal-names", FindingLevel.Error, "Two tools have names that look the same")
    {
        Description = "Two tools of the same server have names that differ only in case, surrounding spaces or invisible characters.",
        Advice = "Give both names the rule of the more severe of the two, or hide both.",
    };

    public static readonly FindingCode Url = new("FG008", "url-in-text", FindingLevel.Note, "A title or description has a URL")
    {
        Description = "A title or description has a URL with encryption. Local addresses and the domains that are reserved for examples are not findings, nor are defaults and examples of parameters.",
        Advice = "Usually it is a link to documentation: nothing to do. Look at it if the address does not belong to the publisher.",
    };

    public static readonly FindingCode InsecureUrl = new("FG009", "insecure-url", FindingLevel.Warning, "A text has a URL without encryption")
    {
        Description = "A text, defaults and examples included, has an `http:`, `ws:` or `ftp:` URL. Local addresses and the domains that are reserved for examples are not findings.",
        Advice = "Find out what the address is for. If it is a default, give the parameter a rule that accepts only the addresses you want.",
    };

    public static readonly FindingCode DataUri = new("FG010", "data-uri", FindingLevel.Warning, "A text has content in a data: URI")
    {
        Description = "A text has a `data:` URI with content. Mentioning that a parameter accepts data URIs is not a finding.",
        Advice = "Decode it. Icons belong into the `icons` of a tool, not into its texts.",
    };

    public static readonly FindingCode SecretParameter = new("FG011", "secret-parameter", FindingLevel.Warning, "A parameter asks the model for a secret")
    {
        Description = "The name of a parameter asks for a password, an API key, a private key, an access token or the like. A parameter named only `token` is not a finding, because it is a page token as often.",
        Advice = "Give the server its credentials in its registration, where agents do not see them, and deny the argument: `\"deny_if\": [{ \"conditions\": [{ \"path\": \"args.api_key\", \"op\": \"exists\", \"value\": true }] }]`.",
    };

    public static readonly FindingCode LongDescription = new("FG012", "long-description", FindingLevel.Note, "A description is longer than 2 KB")
    {
        Description = "The description of a tool is longer than 2 KB in UTF-8.",
        Advice = "Read it to its end once. Drift tells you if it changes later.",
    };

    /// <summary>All kinds, in the order of their ids.</summary>
    public static IReadOnlyList<FindingCode> All { get; } =
    [
        HiddenCharacters, TagMessage, Instructions, SensitiveFile, OtherServersTool, ShadowedTool, EqualNames, Url, InsecureUrl, DataUri, SecretParameter, LongDescription,
    ];
}
