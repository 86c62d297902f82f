using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Offline;

namespace FuncGateway.LocalHost.VerifyAudit;

/// <summary>The arguments of <c>verify-audit</c>, which are those of docs/operate/verify_audit.py.</summary>
internal sealed record VerifyAuditArguments(IReadOnlyList<string> Exports, string? Checkpoints, string Keys, string? Proof, OfflineScope Scope)
{
    private const string Accepted = "--checkpoints, --keys, --from, --stream, --proof";
    private static readonly string[] Options = Accepted.Split(", ");

    /// <param name="problem">What is wrong with the arguments; null if they were read.</param>
    public static bool TryRead(IReadOnlyList<string> args, [NotNullWhen(true)] out VerifyAuditArguments? arguments, out string? problem)
    {
        arguments = null;
        if (!TrySplit(args, out var files, out var options, out problem) || !TryReadScope(options, out var scope, out problem))
        {
            return false;
        }

        var (keys, checkpoints, proof) = (options.GetValueOrDefault("--keys"), options.GetValueOrDefault("--checkpoints"), options.GetValueOrDefault("--proof"));
        problem = keys is null ? "--keys is missing: the file with the public keys of the checkpoints."
            : files.Contains("") ? "The name of an export is empty."
            : proof is not null && (files.Count > 0 || checkpoints is not null) ? "--proof is verified on its own, without exports and checkpoints."
            : proof is null && files.Count == 0 ? "No export was named. Accepted: one or more exports with --checkpoints, or --proof."
            : proof is null && checkpoints is null ? "--checkpoints is missing. Accepted: one or more exports with --checkpoints, or --proof."
            : null;
        arguments = problem is null && keys is not null ? new(files, checkpoints, keys, proof, scope) : null;
        return arguments is not null;
    }

    // An option is followed by its value, as the next argument or after '='. Everything after '--' is a file.
    private static bool TrySplit(IReadOnlyList<string> args, out List<string> files, out Dictionary<string, string> options, out string? problem)
    {
        (files, options, problem) = ([], new(StringComparer.Ordinal), null);
        for (var index = 0; index < args.Count; index++)
        {
            var (name, value) = args[index].Split('=', 2) is [var before, var after] ? (before, after) : (args[index], null);
            if (name == "--")
            {
                files.AddRange(args.Skip(index + 1));
                return true;
            }

            if (!name.StartsWith('-') || name == "-")
            {
                files.Add(args[index]);
            }
            else if (!Options.Contains(name))
            {
                problem = $"'{name}' is not an option. Accepted: {Accepted}.";
                return false;
            }
            else if ((value ?? args.ElementAtOrDefault(index + 1)) is not { Length: > 0 } given || (value is null && given.StartsWith('-')))
            {
                problem = $"{name} has no value.";
                return false;
            }
            else
            {
                options[name] = given;
                index += value is null ? 1 : 0;
            }
        }

        return true;
    }

    private static bool TryReadScope(Dictionary<string, string> options, out OfflineScope scope, out string? problem)
    {
        (scope, problem) = (new(), null);
        if (options.TryGetValue("--from", out var from))
        {
            if (!DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                problem = $"--from is '{from}'. Accepted: a day such as 2026-01-31.";
                return false;
            }

            scope = scope with { FirstKept = day };
        }

        if (options.TryGetValue("--stream", out var name))
        {
            var streams = Enum.GetValues<AuditStream>().Where(stream => AuditStreams.NameOf(stream) == name).ToList();
            if (streams.Count == 0)
            {
                problem = $"--stream is '{name}'. Accepted: calls, admin.";
                return false;
            }

            scope = scope with { Stream = streams[0] };
        }

        return true;
    }
}
