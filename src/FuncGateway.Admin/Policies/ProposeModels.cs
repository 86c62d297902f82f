using System.Text.Json;
using FuncGateway.Core.Proposals;
using FuncGateway.Policies.Analysis.Proposals;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Admin.Policies;

/// <summary>The request body to propose a policy.</summary>
/// <param name="Server">The server whose traffic it is made from.</param>
/// <param name="Days">How many days back, 1 to 30. Default: 7.</param>
/// <param name="Grant">The id of a grant: only its requests; absent for all.</param>
/// <param name="Policy">The policy to compare the proposal with: a document, or the id of a policy of the server; absent for none.</param>
internal sealed record ProposeBody(string Server, int? Days = null, string? Grant = null, JsonElement? Policy = null);

/// <summary>A policy that allows what was observed, and no more.</summary>
/// <param name="Document">The policy. Numbers in it are to be checked.</param>
/// <param name="Lines">Each rule with its evidence.</param>
/// <param name="LeftOut">What was seen and is not in the document, with the reason.</param>
/// <param name="Complete">Whether all of the traffic was looked at; false if there was too much.</param>
/// <param name="Diff">Compared with the given policy.</param>
/// <param name="Replay">The same traffic under the proposal.</param>
internal sealed record ProposeView(JsonElement Document, IReadOnlyList<ProposalLineView> Lines, IReadOnlyList<string> LeftOut, bool Complete, DiffView Diff, ReplayView Replay)
{
    public static ProposeView Of(ProposedPolicy proposed)
    {
        using var document = JsonDocument.Parse(proposed.Proposal.Document);
        return new(
            document.RootElement.Clone(), [.. proposed.Proposal.Lines.Select(ProposalLineView.Of)], proposed.Proposal.LeftOut, proposed.IsComplete, DiffView.Of(proposed.Diff), ReplayView.Of(proposed.Replay));
    }
}

/// <summary>A rule of a proposal with its evidence. Only requests that passed count.</summary>
/// <param name="Pointer">JSON Pointer to the rule.</param>
/// <param name="Class">The class of a tool; null if it is not known.</param>
/// <param name="PerMinute">The most in one minute (UTC) by one grant.</param>
/// <param name="PerDay">The most in one day (UTC) by one grant.</param>
/// <param name="Held">How many a person had approved.</param>
// Eleven parameters: the columns of the report.
internal sealed record ProposalLineView(
    string Pointer, Subject Subject, string Name, ToolClass? Class, int Calls, int Grants, DateTimeOffset First, DateTimeOffset Last, int PerMinute, int PerDay, int Held)
{
    public static ProposalLineView Of(ProposalLine line) => new(
        line.Pointer, line.Use.Subject, line.Use.Name, line.Use.Class, line.Use.Calls, line.Use.Grants, line.Use.First, line.Use.Last, line.Use.PerMinute, line.Use.PerDay, line.Use.Held);
}
