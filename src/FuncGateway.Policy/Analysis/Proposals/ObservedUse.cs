using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Analysis.Proposals;

/// <summary>How a tool, prompt or resource was used in the traffic that a proposal is made from. Only requests that passed count.</summary>
/// <param name="Class">The class of the tool; null if it is not known, or it is no tool.</param>
/// <param name="Calls">How many requests passed.</param>
/// <param name="Grants">How many grants made them.</param>
/// <param name="PerMinute">The most in one minute (UTC) by one grant.</param>
/// <param name="PerDay">The most in one day (UTC) by one grant.</param>
/// <param name="Held">How many of them a person had approved.</param>
// Ten parameters: the evidence of a line.
public sealed record ObservedUse(Subject Subject, string Name, ToolClass? Class, int Calls, int Grants, DateTimeOffset First, DateTimeOffset Last, int PerMinute, int PerDay, int Held);

/// <summary>A line of a proposal with its evidence.</summary>
/// <param name="Pointer">JSON Pointer to the rule in the document.</param>
/// <param name="Words">The evidence as one text, which is the description of the rule.</param>
public sealed record ProposalLine(string Pointer, ObservedUse Use, string Words);

/// <summary>A policy that allows what was observed, and no more.</summary>
/// <param name="Document">UTF-8 JSON that is read without a problem.</param>
/// <param name="Lines">One for each rule, in the order of the document.</param>
/// <param name="LeftOut">What was observed and is not in the document, with the reason.</param>
public sealed record Proposal(byte[] Document, IReadOnlyList<ProposalLine> Lines, IReadOnlyList<string> LeftOut);
