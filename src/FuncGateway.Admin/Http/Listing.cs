namespace FuncGateway.Admin.Http;

/// <summary>A list, in an object so that something can stand beside it later.</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items);
