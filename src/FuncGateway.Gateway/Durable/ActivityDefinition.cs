namespace FuncGateway.Gateway.Durable;

/// <summary>An activity under the name it is called by; input and result are JSON as <see cref="FlowJson"/> writes it.</summary>
public sealed record ActivityDefinition(string Name, Func<string, CancellationToken, Task<string>> RunAsync)
{
    public static ActivityDefinition Of<TInput, TResult>(string name, Func<TInput, CancellationToken, Task<TResult>> run) =>
        new(name, async (input, cancellationToken) => FlowJson.Write(await run(FlowJson.Read<TInput>(input), cancellationToken)));
}
