namespace FuncGateway.Admin.People.Sessions;

/// <summary>
/// The sessions of a gateway that runs as a single process, and the one-time codes that start them. Both are in the memory of the process, and end with it.
/// Thread-safe.
/// </summary>
public sealed class SessionRegister(TimeProvider time)
{
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>How many codes or sessions there can be at once; one more ends the oldest.</summary>
    internal const int Max = 1_000;

    private readonly SecretTable<Person> _codes = new(CodeLifetime, Max, time);
    private readonly SecretTable<Session> _sessions = new(Session.Lifetime, Max, time);

    /// <summary>Makes a code that starts one session of the owner of the admin key, within <see cref="CodeLifetime"/>.</summary>
    public string NewCode() => NewCode(AdminKey.Owner);

    /// <inheritdoc cref="NewCode()"/>
    /// <param name="person">Who is signed in by the code.</param>
    public string NewCode(Person person) => _codes.Add(_ => person);

    /// <summary>Uses up a code. Returns null if it was used before, its time is over, or it never existed.</summary>
    public StartedSession? TryStart(string code) => _codes.Take(code) is { } person ? Start(person) : null;

    public StartedSession Start(Person person)
    {
        Session? session = null;
        var token = _sessions.Add(until => session = new Session(person, until, SecretTable<Session>.NewSecret()));
        return new StartedSession(token, session ?? throw new InvalidOperationException("The session was not made."));
    }

    /// <summary>Returns null if the session has ended, or never existed.</summary>
    public Session? Find(string token) => _sessions.Find(token);

    public void End(string token) => _sessions.Take(token);
}
