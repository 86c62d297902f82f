namespace FuncGateway.Testing.Clients;

/// <summary>The client could not connect or list tools. An error of a call is returned in <see cref="ClientCall"/> instead.</summary>
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
