using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Stack;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Flows;
using FuncGateway.Policies.Limits;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Admin.Stack;

/// <summary>A page of grants with everything they can call.</summary>
/// <param name="Cursor">For the next page; null on the last one.</param>
internal sealed record StackView(IReadOnlyList<StackGrantView> Items, string? Cursor)
{
    public static StackView Of(StackPage page) => new([.. page.Grants.Select(StackGrantView.Of)], page.Next?.Value);
}

/// <summary>A live grant.</summary>
internal sealed record StackGrantView(string Grant, string Label, IReadOnlyList<StackServerView> Servers, FlowView Flow)
{
    public static StackGrantView Of(ReachedGrant reached) =>
        new(reached.Grant.Id.Value, reached.Grant.Label, [.. reached.Servers.Select(StackServerView.Of)], FlowView.Of(reached.Flow));
}

/// <summary>A server with one of its policies.</summary>
/// <param name="Policy">The policy that applies there; null denies every call.</param>
/// <param name="Scanned">Whether the server has been scanned. If not, its tools are unknown.</param>
/// <param name="Snapshot">The number of the newest snapshot; null if there is none.</param>
/// <param name="Mode"><c>enforce</c>, or <c>shadow</c>: every tool can be called, and the verdicts are what the policy would decide.</param>
internal sealed record StackServerView(string Server, string? Policy, bool Scanned, int? Snapshot, DateTimeOffset? ScannedAt, PolicyMode Mode, IReadOnlyList<StackToolView> Tools)
{
    public static StackServerView Of(ReachedServer server) => new(
        server.Access.Server.Value, server.Access.Policy?.Value, server.Snapshot is not null, server.Snapshot, server.ScannedAt, server.IsShadow ? PolicyMode.Shadow : PolicyMode.Enforce, [.. server.Tools.Select(StackToolView.Of)]);
}

/// <summary>A tool, and what the policy says about every call of it.</summary>
/// <param name="Class">The class that counts: the one that a person has set, or else the classifier's.</param>
/// <param name="Verdict">The best that a call can be answered with: <c>allow</c>, <c>hold</c>, <c>deny</c> or <c>hidden</c>.</param>
/// <param name="Rule">JSON Pointer to what decides, or a name in parentheses, such as <c>(default deny)</c> or <c>(changed since accepted)</c>.</param>
/// <param name="Conditions">JSON Pointers to the entries with which the arguments decide whether a call is denied or held. Empty if they do not matter.</param>
/// <param name="State"><c>accepted</c>, <c>new</c> or <c>changed</c>.</param>
internal sealed record StackToolView(
    string Name, ToolClass Class, ToolVerdict Verdict, string Rule, IReadOnlyList<string> Conditions, IReadOnlyList<StackLimitView> Limits, ToolState State)
{
    public static StackToolView Of(ReachedTool tool) => new(
        tool.Tool.Name, tool.Tool.Class, tool.Access.Verdict, tool.Access.Rule, tool.Access.Conditions, [.. tool.Access.Limits.Select(StackLimitView.Of)], tool.Tool.State);
}

/// <summary>A limit of a tool.</summary>
/// <param name="Rule">Where the limit is in the policy.</param>
/// <param name="Scope"><c>grant</c>, or <c>server</c> for a counter that all grants of the server share.</param>
/// <param name="Window">What the limit counts over: <c>minute</c>, <c>hour</c>, <c>day</c> or a number of seconds.</param>
internal sealed record StackLimitView(string Counter, string Rule, Scope Scope, string Window, decimal Max)
{
    public static StackLimitView Of(Limit limit) => new(limit.Counter, limit.Pointer, limit.Scope, limit.Window.Name, limit.Max);
}

/// <summary>Serialisation of the responses about everything that agents can call.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(CamelCaseEnumConverter<PolicyMode>), typeof(CamelCaseEnumConverter<ToolClass>), typeof(CamelCaseEnumConverter<ToolVerdict>), typeof(CamelCaseEnumConverter<ToolState>), typeof(CamelCaseEnumConverter<Scope>), typeof(CamelCaseEnumConverter<FlowLeg>)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StackView))]
[JsonSerializable(typeof(StackServerView))]
internal sealed partial class StackJson : JsonSerializerContext;
