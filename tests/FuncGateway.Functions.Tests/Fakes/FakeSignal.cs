using Microsoft.DurableTask.Entities;

namespace FuncGateway.Functions.Tests.Fakes;

public sealed record FakeSignal(EntityInstanceId Id, string Operation, object? Input);
