namespace FuncGateway.Policies.Classification;

/// <summary>The ids of the kinds of evidence. They are part of the API: do not change them.</summary>
public static class Signals
{
    /// <summary>A word of the name that is only used as a verb there.</summary>
    public const string NameVerb = "name-verb";

    /// <summary>A word of the name that may be a verb or a noun.</summary>
    public const string NameWord = "name-word";

    /// <summary>What the name is about: money under a verb that acts, or a kind of information without any verb.</summary>
    public const string NameObject = "name-object";

    /// <summary>A verb with which the description begins.</summary>
    public const string DescriptionVerb = "description-verb";

    /// <summary>A statement of the description that the tool only reads, or that its effect is permanent.</summary>
    public const string DescriptionClaim = "description-claim";

    /// <summary>A parameter, or several together.</summary>
    public const string Parameter = "parameter";

    /// <summary>The accepted values of a parameter that selects what the tool does.</summary>
    public const string ParameterChoice = "parameter-choice";

    /// <summary>A part of the schema that was not read, because the schema is too large or too deep, or refers to another document.</summary>
    public const string SchemaUnread = "schema-unread";

    /// <summary>An annotation.</summary>
    public const string Annotation = "annotation";

    /// <summary>Nothing was recognized.</summary>
    public const string Nothing = "nothing";
}
