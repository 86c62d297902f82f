namespace FuncGateway.Azure.Durable;

/// <summary>An event that was raised for one run of a flow.</summary>
/// <param name="Id">Sorts by the time at which it was raised.</param>
public sealed record FlowEvent(string Id, string InstanceId, string Run, string Name, string Json);
