using System.Globalization;

namespace JobsServer.Jobs;

/// <summary>The id of a job, such as "job-17".</summary>
public readonly record struct JobId(int Number)
{
    private const string Prefix = "job-";

    public static bool TryParse(string? text, out JobId id)
    {
        var number = 0;
        var parsed = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
        id = new JobId(number);
        return parsed;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Number}");
}
