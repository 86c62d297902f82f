using System.Text.RegularExpressions;

namespace FuncGateway.Policies.Findings;

/// <summary>The phrases that are findings. They are matched against the revealed text, see <see cref="HiddenText.Reveal"/>, in linear time.</summary>
internal static class Phrases
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>What instructions to the model look like.</summary>
    public static readonly (Regex Pattern, string Message)[] Instructions =
    [
        (new(@"\b(ignore|disregard|forget|override)\s+((all|any|the|your|every|of|these|those|my)\s+)*(previous|prior|earlier|above|preceding|system|existing|original)\s+(instructions?|prompts?|messages?|rules|directions|guidelines|context)\b", Options),
            "The text tells the model to ignore its instructions."),
        (new(@"\b(do not|don't|never|must not|mustn't|should not|shouldn't)\s+(tell|inform|mention|reveal|disclose|notify|show|alert|ask)\b[^.!?]{0,40}\b(users?|humans?|anyone|operators?|people)\b", Options),
            "The text tells the model to keep something from people."),
        (new(@"\b(without|instead of)\s+(asking|telling|informing|notifying|alerting)\s+((the|any)\s+)?(users?|humans?|operators?|anyone)\b", Options),
            "The text tells the model to keep something from people."),
        (new(@"\b(before|prior to|instead of|after)\s+(using\s+|calling\s+|invoking\s+|running\s+)?(any|every|all|each)\s+(of\s+the\s+)?other\s+tools?\b", Options),
            "The text tells the model how to use other tools."),
        (new(@"\b(before|prior to|instead of|after)\s+(using|calling|invoking|running)\s+(any|every|all|each)\s+tools?\b", Options),
            "The text tells the model how to use other tools."),
        (new(@"<\s*/?\s*(important|system|instructions?|secret|critical|hidden|admin|assistant)\s*>", Options),
            "The text has markup that poses as part of the prompt."),
        (new(@"\b(include|send|pass|append|copy|add|put|reveal|print|output|provide|attach)\b[^.!?]{0,60}\b(system prompt|(conversation|chat|message) history|previous messages|(full|entire|whole) conversation)\b", Options),
            "The text asks the model for its prompt or the conversation."),
        (new(@"\bfrom now on,?\s+(you|always|never)\b", Options),
            "The text gives the model standing instructions."),
    ];

    /// <summary>Paths of files that usually hold credentials.</summary>
    public static readonly Regex SensitiveFiles = new(@"(~|\$home|/home/\w+|/users/\w+|/root)/\.(ssh|aws|azure|gnupg|kube|docker|cursor|claude|netrc|npmrc|git-credentials)\b|\bid_(rsa|ed25519|ecdsa)\b|/etc/(passwd|shadow)\b", Options);

    /// <summary>URLs with encryption.</summary>
    public static readonly Regex Urls = new(@"\b(https|wss)://[^\s""'<>`)\]]{3,}", Options);

    /// <summary>URLs without encryption.</summary>
    public static readonly Regex InsecureUrls = new(@"\b(http|ws|ftp)://[^\s""'<>`)\]]{3,}", Options);

    /// <summary>Destinations that do not leave the machine, or that exist only in examples.</summary>
    public static readonly Regex HarmlessHosts = new(@"^[a-z]+://(localhost|127\.\d+\.\d+\.\d+|\[::1\]|([\w-]+\.)*example(\.(com|org|net))?)([:/?#.,;]|$)", Options);

    public static readonly Regex DataUris = new(@"\bdata:[a-z]+/[a-z0-9.+-]+(;[a-z0-9=-]+)*,[^\s""'<>]{8,}", Options);
}
