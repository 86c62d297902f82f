using FuncGateway.Core;

namespace FuncGateway.Testing.Stores;

public sealed class FakeHealth : IStoreHealth
{
    public bool Answers { get; set; } = true;

    public Task<bool> AnswersAsync(CancellationToken cancellationToken) => Task.FromResult(Answers);
}
