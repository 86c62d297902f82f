using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Offline;

namespace FuncGateway.LocalHost.VerifyAudit;

/// <summary>Verifies an export of the audit log from files alone. Starts neither the gateway nor the storage emulator. Prints what docs/operate/verify_audit.py prints.</summary>
/// <param name="open">Opens a file for reading, by its name in the arguments.</param>
internal sealed class VerifyAuditCommand(TextWriter output, TextWriter errors, Func<string, Stream> open)
{
    private const string Usage =
        """
        Usage: FuncGateway.LocalHost verify-audit EXPORT... --checkpoints FILE --keys FILE [--from DAY] [--stream calls|admin]
               FuncGateway.LocalHost verify-audit --proof FILE --keys FILE
          EXPORT          GET /api/audit/export?records=true, and the same with &stream=admin
          --checkpoints   GET /api/audit/checkpoints, read before the exports
          --keys          GET /api/audit/keys, from a time at which you trusted the gateway
          --from          the first day that the retention keeps, such as 2026-01-31: earlier days, and checkpoints before the last one of an earlier day, may be missing
          --stream        the exports have only this stream; the other one is not missed
          --proof         GET /api/audit/{id}/proof: verifies this instead of an export
        Exit code: 0 nothing was found, 1 problems were found, 2 wrong usage or a file that cannot be read.
        """;

    // The file that is being read, for the message if that fails.
    private string _file = "";

    /// <summary>Returns 0 if nothing was found, 1 if problems were found, 2 for wrong arguments or a file that cannot be read.</summary>
    public int Run(IReadOnlyList<string> args)
    {
        if (args.Any(each => each is "--help" or "-h"))
        {
            output.WriteLine(Usage);
            return 0;
        }

        if (!VerifyAuditArguments.TryRead(args, out var arguments, out var problem))
        {
            errors.WriteLine(Usage);
            errors.WriteLine($"verify-audit: {problem}");
            return 2;
        }

        try
        {
            return Verify(arguments);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{_file}: {(e is FileNotFoundException or DirectoryNotFoundException ? "No such file or directory" : e.Message)}");
            return 2;
        }
    }

    private int Verify(VerifyAuditArguments arguments)
    {
        if (!OfflineKeys.TryRead(ReadText(arguments.Keys), out var keys, out var problem))
        {
            Print(new OfflineFinding.Problem(AuditProblemKind.Unreadable, arguments.Keys, problem));
            return 1;
        }

        var problems = arguments.Proof is { } proof ? OfflineVerification.VerifyProof(keys, ReadText(proof), proof, Print) : VerifyLog(arguments, keys);
        output.WriteLine(problems == 0 ? "No problems." : $"Problems: {problems}.");
        return problems == 0 ? 0 : 1;
    }

    private long VerifyLog(VerifyAuditArguments arguments, OfflineKeys keys)
    {
        string[] checkpoints = arguments.Checkpoints is { } file ? [file] : [];
        var report = OfflineVerification.VerifyLog(keys, checkpoints.SelectMany(ReadLines), arguments.Exports.SelectMany(ReadLines), arguments.Scope, Print);
        output.WriteLine($"{report.Records} records in {report.Blocks} blocks, {report.Checkpoints} checkpoints.");
        return report.Problems;
    }

    // Names in the files can have been chosen by somebody who wants to deceive the reader of the terminal.
    private void Print(OfflineFinding finding) => output.WriteLine(AsciiText.Of(finding.ToString()));

    private string ReadText(string name)
    {
        using var file = Open(name);
        return OfflineLine.ReadText(file);
    }

    private IEnumerable<OfflineLine> ReadLines(string name)
    {
        using var file = Open(name);
        foreach (var line in OfflineLine.ReadAll(file, name))
        {
            yield return line;
        }
    }

    private Stream Open(string name)
    {
        _file = name;
        return open(name);
    }
}
