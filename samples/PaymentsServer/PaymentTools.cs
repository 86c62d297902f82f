using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace PaymentsServer;

/// <summary>Tools for payments: list, refund.</summary>
[McpServerToolType]
public sealed class PaymentTools(Payments payments)
{
    [McpServerTool(Name = "list-payments", ReadOnly = true, UseStructuredContent = true)]
    [Description("Lists the payments, with how much of each has been refunded.")]
    public PaymentList List() => new(payments.List());

    [McpServerTool(Name = "refund-payment", Destructive = true, UseStructuredContent = true)]
    [Description("Refunds a payment, in whole or in part, to the card that it was made with.")]
    public Payment Refund(
        [Description("Id of the payment, such as pay_1042.")] string paymentId,
        [Description("How much to refund, more than 0 and at most what is left of the payment.")] decimal amount,
        [Description("Why, for the customer's receipt.")] string reason) =>
        payments.TryRefund(paymentId, amount) ?? throw new McpException($"There is no payment '{paymentId}' with {amount} left to refund. list-payments shows all of them.");
}
