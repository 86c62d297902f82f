namespace FuncGateway.Policies.Limits;

public enum Scope { Grant, Server }

public readonly record struct Window(int Seconds)
{
    public long IndexOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / Seconds;
    public DateTimeOffset EndOf(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds((IndexOf(now) + 1) * Seconds);
}

public sealed record Limit(string Counter, string CounterId, Window Window, decimal Max, Scope Scope, string Pointer, string? OnDeny);
