namespace FuncGateway.Cli.Gateway;

/// <summary>Where the token of the admin API comes from.</summary>
internal interface IBearerSource
{
    /// <summary>What to do if the token was not accepted.</summary>
    string Advice { get; }

    /// <summary>Returns null if there is none, so that the gateway says what it accepts.</summary>
    /// <exception cref="CliException">There should be one, but it cannot be had.</exception>
    ValueTask<string?> GetAsync(CancellationToken cancellationToken);
}

/// <summary>A token that is known: of the environment, or the admin key of a gateway on this machine.</summary>
internal sealed class KnownBearer(string? token, string advice) : IBearerSource
{
    public string Advice => advice;

    public ValueTask<string?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(token);
}
