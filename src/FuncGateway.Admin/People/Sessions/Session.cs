namespace FuncGateway.Admin.People.Sessions;

/// <summary>A person who is signed in with a browser.</summary>
/// <param name="CsrfToken">Sent by the console's own pages with every request but GET and HEAD. Pages of other sites cannot read it.</param>
public sealed record Session(Person Person, DateTimeOffset ExpiresAt, string CsrfToken)
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(8);
}

/// <summary>A session that was just started.</summary>
/// <param name="Token">The value of its cookie. Only its hash is kept.</param>
public sealed record StartedSession(string Token, Session Session);
