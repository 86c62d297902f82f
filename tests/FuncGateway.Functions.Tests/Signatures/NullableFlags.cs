using System.Reflection;

namespace FuncGateway.Functions.Tests.Signatures;

/// <summary>
/// The compiler's marks on a type, outermost first: 2 is a question mark. Read as they stand, because the runtime's own reader
/// calls every open type parameter nullable.
/// </summary>
internal sealed class NullableFlags
{
    private readonly byte[] _flags;
    private int _next;

    private NullableFlags(params byte[] flags) => _flags = flags;

    public static NullableFlags None => new(0);

    public static NullableFlags Of(ParameterInfo parameter) => new(Own(parameter.CustomAttributes) ?? Inherited(parameter.Member));

    public static NullableFlags Of(PropertyInfo property) => new(Own(property.CustomAttributes) ?? Inherited(property));

    /// <summary>Whether that type, the next in order, bears a question mark. Plain value types bear no flag.</summary>
    public bool TakeFor(Type type)
    {
        if (type.IsValueType && !type.IsGenericType)
        {
            return false;
        }

        return _flags[_flags.Length == 1 ? 0 : _next++] == 2;
    }

    private static byte[] Inherited(MemberInfo member)
    {
        for (var at = member; at is not null; at = at.DeclaringType)
        {
            if (Find(at.CustomAttributes, "NullableContextAttribute") is byte context)
            {
                return [context];
            }
        }

        return [0];
    }

    private static byte[]? Own(IEnumerable<CustomAttributeData> attributes) => Find(attributes, "NullableAttribute") switch
    {
        byte one => [one],
        IEnumerable<CustomAttributeTypedArgument> many => [.. many.Select(each => each.Value).OfType<byte>()],
        _ => null,
    };

    private static object? Find(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(each => each.AttributeType.Name == name)?.ConstructorArguments[0].Value;
}
