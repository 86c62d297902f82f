using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>One piece of evidence for a class.</summary>
/// <param name="Signal">A stable id of the kind of evidence, see <see cref="Signals"/>.</param>
/// <param name="Class">The class that it speaks for.</param>
/// <param name="Weight">How strongly, from 0 to 1.</param>
/// <param name="Where">Where it was found: <c>name</c>, <c>description</c>, <c>inputSchema/properties/amount</c>, <c>annotations/destructiveHint</c>.</param>
/// <param name="Found">The word or property.</param>
public sealed record ClassReason(string Signal, ToolClass Class, double Weight, string Where, string Found);
