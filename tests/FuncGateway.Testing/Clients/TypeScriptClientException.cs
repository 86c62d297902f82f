namespace FuncGateway.Testing.Clients;

/// <summary>The client did not connect or list; a call that it throws on is a <see cref="ClientCall"/> instead.</summary>
public sealed class TypeScriptClientException : Exception
{
    public TypeScriptClientException()
    {
    }

    public TypeScriptClientException(string message) : base(message)
    {
    }

    public TypeScriptClientException(string message, Exception inner) : base(message, inner)
    {
    }

    internal TypeScriptClientException(ClientError error) : base($"{error.Name} {error.Code}: {error.Message}") => Error = error;

    public ClientError? Error { get; }
}
