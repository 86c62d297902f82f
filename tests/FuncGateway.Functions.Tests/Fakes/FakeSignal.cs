using Microsoft.DurableTask.Entities;

namespace FuncGateway.Functions.Tests.Fakes;

internal sealed record FakeSignal(EntityInstanceId Id, string Operation, object? Input);
