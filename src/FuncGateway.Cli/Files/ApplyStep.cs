namespace FuncGateway.Cli.Files;

/// <summary>What has to be done so that the gateway is as the files say.</summary>
internal enum StepAction
{
    None,
    Create,
    Change,
    Remove,

    /// <summary>The gateway has it and the files do not; it stays.</summary>
    Extra,
}

/// <summary>One step of a plan.</summary>
/// <param name="Wanted">As the files say; null for what they do not have.</param>
/// <param name="Present">As the gateway has it; null for what it does not have.</param>
internal sealed record ApplyStep(StepAction Action, StateKey Key, StateItem? Wanted, StateItem? Present)
{
    public bool ChangesGateway => Action is StepAction.Create or StepAction.Change or StepAction.Remove;

    public string Mark => Action switch { StepAction.Create => "+", StepAction.Change => "~", StepAction.Remove => "-", StepAction.Extra => "!", _ => "=" };

    /// <summary>What the step is about.</summary>
    public string Reason => Action switch
    {
        StepAction.Create => "new",
        StepAction.Change when Present?.Origin is { } origin => $"differs from {origin}: {Differences}",
        StepAction.Change => $"differs: {Differences}",
        StepAction.Remove => "not in the files",
        StepAction.Extra => "at the gateway, not in the files",
        _ when Present is null => "its time has passed",
        _ => "as in the files",
    };

    private string Differences => Wanted is not null && Present is not null ? string.Join(", ", Wanted.DifferencesTo(Present)) : "";

    /// <summary>The steps in the order in which they can be done: servers, policies, grants; removals the other way round, at the end.</summary>
    /// <param name="prunes">Whether what the files do not have is removed.</param>
    /// <param name="now">A grant that would have ended by now is not made.</param>
    public static IReadOnlyList<ApplyStep> Plan(IReadOnlyList<StateItem> wanted, IReadOnlyList<StateItem> present, bool prunes, DateTimeOffset now)
    {
        var byKey = present.ToDictionary(item => item.Key);
        var steps = wanted.OrderBy(item => item.Key.Kind).Select(item => byKey.GetValueOrDefault(item.Key) switch
        {
            null when item.Key.Kind == StateKind.Grant && GrantContent.EndOf(item.Content) <= now => new ApplyStep(StepAction.None, item.Key, item, null),
            null => new ApplyStep(StepAction.Create, item.Key, item, null),
            var found when found.Equals(item.Content) => new ApplyStep(StepAction.None, item.Key, item, found),
            var found => new ApplyStep(StepAction.Change, item.Key, item, found),
        });
        var kept = wanted.Select(item => item.Key).ToHashSet();
        var others = present.Where(item => !kept.Contains(item.Key)).OrderByDescending(item => item.Key.Kind)
            .Select(item => new ApplyStep(prunes ? StepAction.Remove : StepAction.Extra, item.Key, null, item));
        return [.. steps, .. others];
    }
}
