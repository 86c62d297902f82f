using Microsoft.DurableTask.Entities;
using Moq;

namespace FuncGateway.Functions.Tests.Fakes;

/// <summary>One operation as the platform hands it to an entity; the input travels as text.</summary>
internal sealed class FakeEntityOperation(string name, object? input, TaskEntityState state) : TaskEntityOperation
{
    private readonly string? _input = input is null ? null : FakeEntityState.Write(input);

    public override string Name => name;

    public override TaskEntityContext Context { get; } = Mock.Of<TaskEntityContext>();

    public override TaskEntityState State => state;

    public override bool HasInput => _input is not null;

    public override object? GetInput(Type inputType) => FakeEntityState.Read(_input, inputType);
}
