namespace FuncGateway.Core.Servers;

/// <summary>Where people are told of an approval.</summary>
/// <param name="Url">An https URL, or <c>@secret:NAME</c>: whoever knows the URL of a chat's webhook can write there.</param>
/// <param name="Secret">Base64 of the key that signs each body, with <c>whsec_</c> before it or not, or <c>@secret:NAME</c>; null: not signed.</param>
public sealed record WebhookTarget(string Url, string? Secret, WebhookFormat Format);
