namespace FuncGateway.Gateway.Durable;

/// <summary>A flow under the name it is started by; its input is JSON as <see cref="FlowJson"/> writes it.</summary>
public sealed record FlowDefinition(string Name, Func<IFlow, string, Task> RunAsync)
{
    public static FlowDefinition Of<TInput>(string name, Func<IFlow, TInput, Task> run) =>
        new(name, (flow, input) => run(flow, FlowJson.Read<TInput>(input)));
}
