using System.Text.RegularExpressions;
using FuncGateway.Policies.Classification.Tables;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>Tells the commands and programs that a tool runs from those that it only looks at, and programs from codes of countries and errors.</summary>
internal static partial class RunnableParameter
{
    private static readonly WordSet Texts = new(ReadWords.OfTexts);
    private static readonly WordSet Commands = new(ParameterWords.Commands);
    private static readonly WordSet Scripts = new(ParameterWords.Scripts);
    private static readonly WordSet Code = new(ParameterWords.Code);
    private static readonly WordSet AboutCommands = new(ParameterWords.AboutCommands);
    private static readonly WordSet AboutCode = new(ParameterWords.AboutCode);

    /// <param name="description">The description of the tool.</param>
    public static bool Is(Parameter parameter, NameReading name, string? description)
    {
        var (isCommand, isScript) = (Commands.Has(parameter.Key), Scripts.Has(parameter.Key));
        if (!(isCommand || isScript || Code.Has(parameter.Key)) || parameter.IsChoice || !MayBeText(parameter))
        {
            return false;
        }

        var topics = isCommand ? AboutCommands : AboutCode;
        var isNamed = topics.FirstIn(name.Parts) is not null;
        return SaysThatItIsRun(parameter.Description) || SaysThatTheToolRuns(description)
            || (!IsLookedAt(parameter, name, isNamed) && (isCommand || IsProgram(parameter, name, isScript, isNamed)));
    }

    private static bool MayBeText(Parameter parameter) => JsonMembers.FindText(parameter.Schema, "type") is not ("integer" or "number" or "boolean");

    // explain_command looks at the command, and so does any tool of explaining whose parameter says so. check_host does not.
    private static bool IsLookedAt(Parameter parameter, NameReading name, bool isNamed) =>
        name.Verb is { } verb && Texts.Has(verb.Word) && (isNamed || ToLookAt().IsMatch(parameter.Description));

    private static bool IsProgram(Parameter parameter, NameReading name, bool isScript, bool isNamed) =>
        name.Verb is not { Class: ToolClass.Read } verb ? isScript || !IsCodeOfAThing().IsMatch(parameter.Description)
            : !isNamed && (isScript ? !Identifies().IsMatch(parameter.Description) : NamesALanguage().IsMatch(parameter.Description) || (name.Parts.Count == 1 && IsUndescribed(parameter, verb)));

    // analyze(code) may do anything with it; look_up(code) has no reason to.
    private static bool IsUndescribed(Parameter parameter, Verb verb) => Texts.Has(verb.Word) && !IsCodeOfAThing().IsMatch(parameter.Description);

    private static bool SaysThatItIsRun(string description) => Runs().IsMatch(Denials().Replace(description, " "));

    private static bool SaysThatTheToolRuns(string? description) =>
        description is not null && RunsIt().IsMatch(Denials().Replace(description[..Math.Min(description.Length, Words.MaxLength)], " "));

    [GeneratedRegex(@"(?:\b(?:without|before|not|never|cannot)|n['’]t)(?:\s+\w{1,20}){0,2}\s+(?:execut|run|evaluat)\w*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Denials();

    [GeneratedRegex(@"\b(?:execut|run|evaluat)\w*\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Runs();

    [GeneratedRegex(@"\b(?:execut|run|evaluat)(?:e|es|s|ing|ning)?\s+(?:\w{1,20}\s+){0,2}(?:it|them|commands?|code|scripts?|snippets?|programs?|javascript|python)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RunsIt();

    [GeneratedRegex(@"\bto (?:be )?(?:explain|analy[sz]e|lint|validate|verify|parse|review|compare|translate|summari[sz]e|classify|describe|detect|check|diff|extract|format|highlight|inspect)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToLookAt();

    [GeneratedRegex(@"\b(?:name|id|identifier|filter)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Identifies();

    [GeneratedRegex(@"\b(?:python|javascript|typescript|bash|shell|powershell|ruby|perl|php|lua|java|golang|rust|node(?:\.?js)?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesALanguage();

    [GeneratedRegex(@"\b(?:country|currency|error|language|locale|airport|airline|iata|icao|iso|postal|post|zip|area|region|state|status|product|item|country-specific|verification|confirmation|authorization|auth|oauth|coupon|promo|promotion|discount|voucher|gift|invite|invitation|access|pin|otp|one-time|two-factor|2fa|sms|security|bar|qr|tracking|reference|booking|department|cost|tax|account|stock|station|course|letter|digit)s?\b[\w\s/-]{0,20}\bcodes?\b|\bcodes?\b[^.]{0,30}\b(?:letters|digits|characters)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsCodeOfAThing();
}
