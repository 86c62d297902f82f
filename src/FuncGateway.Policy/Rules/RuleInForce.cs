using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Rules;

/// <summary>The rule of a tool combined with the rule for all tools, evaluated in their defined order.</summary>
internal sealed class RuleInForce
{
    private static readonly Reason Plain = new Reason.Allowed();

    private readonly ToolRule _allTools;
    private readonly ToolRule _tool;
    private readonly Entry? _denying;

    // Precomputed if no amount depends on the call, so that an allowed call does not allocate.
    private readonly Decision? _allowed;

    public RuleInForce(ToolRule allTools, ToolRule tool)
    {
        _allTools = allTools;
        _tool = tool;
        _denying = allTools.DenyingAlways ?? tool.DenyingAlways;
        var limits = tool.Limits.Concat(allTools.Limits).ToArray();
        if (Array.TrueForAll(limits, limit => limit.IncrementFrom is null))
        {
            _allowed = Allow(Array.ConvertAll(limits, limit => new Charge(limit, 1)));
        }
    }

    /// <summary>The rule for all tools.</summary>
    public ToolRule AllTools => _allTools;

    /// <summary>The rule of the tool, resource or prompt itself; empty if only the default applies.</summary>
    public ToolRule Own => _tool;

    /// <summary>Whether every call is denied, whatever its arguments.</summary>
    public bool DeniesAlways => _denying is not null;

    /// <summary>Whether the decision depends on the arguments.</summary>
    public bool ReadsArguments => _allTools.Paths.Slots > 0 || _tool.Paths.Slots > 0;

    public Decision Decide(ReadOnlyMemory<byte> arguments)
    {
        var ofAll = ArgumentReading.Of(_allTools.Paths, arguments);
        var ofTool = ArgumentReading.Of(_tool.Paths, arguments);
        try
        {
            return FirstUnsatisfied(_allTools.Require, ofAll)
                ?? FirstUnsatisfied(_tool.Require, ofTool)
                ?? FirstSatisfied(_allTools.DenyIf, ofAll)
                ?? FirstSatisfied(_tool.DenyIf, ofTool)
                ?? HoldOrAllow(ofAll, ofTool);
        }
        finally
        {
            ofTool.Return();
            ofAll.Return();
        }
    }

    /// <summary>What the rule says about every call of a tool, before the arguments are known.</summary>
    public ToolAccess Describe()
    {
        if (_denying is not null)
        {
            return new ToolAccess(ToolVerdict.Deny, _denying.Pointer) { RuleName = _tool.Name };
        }

        var holding = _tool.HoldingAlways ?? _allTools.HoldingAlways;
        var allowing = _tool.Pointer.Length > 0 ? _tool.Pointer : ToolAccess.DefaultAllow;
        return new ToolAccess(holding is null ? ToolVerdict.Allow : ToolVerdict.Hold, holding?.Pointer ?? allowing)
        {
            RuleName = _tool.Name,
            Conditions = [.. _allTools.Conditional.Concat(_tool.Conditional).Select(entry => entry.Pointer)],
            Limits = [.. _tool.Limits, .. _allTools.Limits],
        };
    }

    private static Decision? FirstUnsatisfied(Entry[] entries, ArgumentReading reading)
    {
        foreach (var entry in entries)
        {
            if (entry.Require(reading) is { } denial)
            {
                return denial;
            }
        }

        return null;
    }

    private static Decision? FirstSatisfied(Entry[] entries, ArgumentReading reading)
    {
        foreach (var entry in entries)
        {
            if (entry.Forbid(reading) is { } denial)
            {
                return denial;
            }
        }

        return null;
    }

    // Entries after the first satisfied one are evaluated too, so that no person is asked about a call that is denied anyway.
    private static Decision? FindAsking(ApprovalEntry[] entries, ArgumentReading reading, ref ApprovalEntry? asking)
    {
        foreach (var entry in entries)
        {
            var (isAsked, denial) = entry.Evaluate(reading);
            if (denial is not null)
            {
                return denial;
            }

            asking ??= isAsked ? entry : null;
        }

        return null;
    }

    private static Decision Allow(IReadOnlyList<Charge> charges) => new(Verdict.Allow, Plain, charges);

    private Decision HoldOrAllow(ArgumentReading ofAll, ArgumentReading ofTool)
    {
        ApprovalEntry? asking = null;
        var denial = FindAsking(_tool.RequireApproval, ofTool, ref asking) ?? FindAsking(_allTools.RequireApproval, ofAll, ref asking);
        if (denial is not null)
        {
            return denial;
        }

        var allowed = _allowed ?? Count(ofTool);
        return asking is null || allowed.Verdict != Verdict.Allow ? allowed : asking.Hold(allowed.Charges);
    }

    private Decision Count(ArgumentReading reading)
    {
        var charges = new List<Charge>(_tool.Limits.Length + _allTools.Limits.Length);
        foreach (var limit in _tool.Limits)
        {
            if (!Amount.TryRead(limit, reading, out var amount, out var refusal))
            {
                return Decision.Denied(refusal);
            }

            charges.Add(new Charge(limit, amount));
        }

        charges.AddRange(_allTools.Limits.Select(limit => new Charge(limit, 1)));
        return Allow(charges);
    }
}
