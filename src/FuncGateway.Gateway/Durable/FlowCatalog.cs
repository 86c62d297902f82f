namespace FuncGateway.Gateway.Durable;

/// <summary>
/// Every flow and activity of the gateway by its name, for a runtime that has nothing but the names in its history. Each part of the gateway
/// registers its own definitions; Functions finds them by its attributes instead.
/// </summary>
public sealed class FlowCatalog(IEnumerable<FlowDefinition> flows, IEnumerable<ActivityDefinition> activities)
{
    private readonly Dictionary<string, FlowDefinition> _flows = flows.ToDictionary(flow => flow.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityDefinition> _activities = activities.ToDictionary(activity => activity.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<FlowDefinition> Flows => _flows.Values;

    public IReadOnlyCollection<ActivityDefinition> Activities => _activities.Values;

    public FlowDefinition? FindFlow(string name) => _flows.GetValueOrDefault(name);

    public ActivityDefinition? FindActivity(string name) => _activities.GetValueOrDefault(name);
}
