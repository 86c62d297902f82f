namespace FuncGateway.Core;

/// <summary>Whether the stores answer, for <c>/healthz</c>. Anybody may ask, so an answer may be up to 2 s old.</summary>
public interface IStoreHealth
{
    Task<bool> AnswersAsync(CancellationToken cancellationToken);
}
