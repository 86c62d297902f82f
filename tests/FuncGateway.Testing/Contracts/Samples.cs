using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Testing.Contracts;

/// <summary>Values to store, unique by default: contract tests share one account and run in parallel.</summary>
public static class Samples
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    public static ServerId NewServerId() => ServerIdOf($"s-{Guid.NewGuid():N}");

    public static PolicyId NewPolicyId() => PolicyIdOf($"p-{Guid.NewGuid():N}");

    public static ServerId ServerIdOf(string text) =>
        ServerId.TryParse(text, out var id) ? id : throw new ArgumentException($"'{text}' does not name a server.");

    public static PolicyId PolicyIdOf(string text) =>
        PolicyId.TryParse(text, out var id) ? id : throw new ArgumentException($"'{text}' does not name a policy.");

    public static TokenHash NewTokenHash() => TokenHash.Of(RandomNumberGenerator.GetBytes(32));

    public static Server NewServer(ServerId? id = null) =>
        new(id ?? NewServerId(), "Jobs", new Uri("https://jobs.example.com/mcp?v=1"), new Dictionary<string, string> { ["X-Api-Key"] = "@secret:upstream-jobs" });

    public static Grant NewGrant(ServerId? server = null, TokenHash? token = null, PolicyId? policy = null) =>
        new(GrantId.New(Noon), GrantAccess.To(server ?? NewServerId(), policy), "Nightly agent", token ?? NewTokenHash(), Noon);

    /// <summary>A pending approval for a call that no other test makes.</summary>
    public static Approval NewApproval(ServerId? server = null)
    {
        var subject = new ApprovalSubject(
            GrantId.New(Noon), "Nightly agent", server ?? NewServerId(), "create_charge", NewPolicyId(), 3, "/tools/create_charge/require_approval/0", new string('a', 64));
        var call = CallKey.Of(subject.Grant, NewServer(subject.Server), subject.Tool, subject.ContentHmac, Terms(subject.Rule, Guid.NewGuid().ToString("N")));
        return new Approval(ApprovalId.First(call), subject, Noon, TimeSpan.FromMinutes(15));
    }

    /// <summary>The terms of a policy's entry that requires approval.</summary>
    public static ApprovalTerms Terms(string pointer, string fingerprint = "rule") => new(pointer, fingerprint, TimeSpan.FromMinutes(15), null, null);

    public static PolicyRevision NewRevision(ServerId server, PolicyId policy, int number, string document = "{}") =>
        new(server, policy, number, Encoding.UTF8.GetBytes(document), Noon, "admin");
}
