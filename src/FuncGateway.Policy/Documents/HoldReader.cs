namespace FuncGateway.Policies.Documents;

/// <summary>Reads how long a call is kept open while it waits for approval.</summary>
internal static class HoldReader
{
    private const string Accepted = "a duration from \"0s\" to \"5m\", such as \"45s\"";

    private static readonly TimeSpan MaxHold = TimeSpan.FromMinutes(5);

    public static TimeSpan? Find(ObjectFields fields, Findings findings)
    {
        if (fields.Find("hold") is not { } node)
        {
            return null;
        }

        if (node.IsString && DurationText.TryParse(node.Text, out var hold) && hold <= MaxHold)
        {
            return hold;
        }

        findings.Refuse(node, Accepted);
        return null;
    }
}
